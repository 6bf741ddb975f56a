package org.redoubt.vault.scrub;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.CollectReport.Amount;
import org.redoubt.api.vault.ScrubNote;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.live.LiveDocuments;
import org.redoubt.vault.wire.FormatException;

/**
 * What a bank remembers of scrubs: {@code notes/scrub/<depth>/<when>-<random>}, sealed, never changed. Called on threads of the vault only.
 * Thread-safe.
 */
public final class ScrubNotes {
    private static final int OBJECTS = 100;

    private final LiveDocuments documents;
    private final Prefix place;

    /**
     * @param documents stores sealed documents
     * @param vault where the vault stands in the bank
     */
    public ScrubNotes(LiveDocuments documents, Prefix vault) {
        this.documents = documents;
        this.place = vault.resolve("notes").resolve("scrub");
    }

    /**
     * One note.
     *
     * @param note what it says to people
     * @param last behind which pack the next share begins; empty for the first one
     */
    record Noted(ScrubNote note, String last) {
    }

    static JsonObject json(ScrubReport report, String last) {
        return JsonObject.builder().put("depth", report.depth().word()).put("shares", report.shares()).put("whole", report.whole()).put("started", report.started().toString())
                .put("ended", report.ended().toString()).put("checked", report.checked().toJson()).put("packs", report.packs().toJson())
                .put("damaged", report.damaged()).put("last", last)
                .put("objects", JsonArray.ofStrings(report.findings().stream().limit(OBJECTS).map(ScrubReport.Finding::object).toList())).build();
    }

    void add(ScrubReport report, String last) throws VaultException {
        String name = String.format(Locale.ROOT, "%014d", report.ended().toEpochMilli()) + "-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        documents.putIfAbsent(place.resolve(report.depth().word()).key(name), json(report, last));
    }

    /** The last one of each depth. */
    public List<ScrubNote> all() throws VaultException {
        List<ScrubNote> notes = new ArrayList<>();
        for (CheckDepth depth : CheckDepth.values()) {
            last(depth).map(Noted::note).ifPresent(notes::add);
        }
        return notes;
    }

    /** The last one of a depth that can be read. */
    Optional<Noted> last(CheckDepth depth) throws VaultException {
        List<ObjectInfo> notes = documents.list(place.resolve(depth.word()));
        for (ObjectInfo object : notes.reversed()) {
            try {
                Optional<JsonObject> document = documents.read(object.key());
                if (document.isPresent()) {
                    return Optional.of(read(document.get()));
                }
            } catch (FormatException e) {
                // It tells nothing; the one before may.
                continue;
            } catch (VaultException e) {
                // A scrub finds it as a damaged document.
                if (e.kind() != ProblemKind.DAMAGED) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    static Noted read(JsonObject json) throws FormatException {
        CheckDepth depth = Arrays.stream(CheckDepth.values()).filter(known -> known.word().equals(json.string("depth").orElse(""))).findFirst()
                .orElseThrow(() -> new FormatException("it does not say how closely was looked"));
        try {
            Instant ended = Instant.parse(json.string("ended").orElse(""));
            return new Noted(new ScrubNote(depth, (int) json.number("shares").orElse(1), json.flag("whole").orElse(true), ended,
                    amount(json, "checked"), amount(json, "packs"), json.number("damaged").orElse(0)), json.string("last").orElse(""));
        } catch (DateTimeException e) {
            throw new FormatException("it does not say when that was");
        }
    }

    private static Amount amount(JsonObject json, String name) {
        JsonObject amount = json.object(name).orElse(JsonObject.empty());
        return new Amount(amount.number("objects").orElse(0), amount.number("bytes").orElse(0));
    }
}
