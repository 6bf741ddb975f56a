package org.redoubt.vault.damage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.live.LiveDocuments;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.wire.FormatException;

/**
 * What is damaged as it stands in a bank: {@code damage/<random>}, sealed, never changed. Each note says which ones it supersedes; what the
 * others say counts together, so of two that are written at the same time none is lost. Called on threads of the vault only. Thread-safe.
 */
public final class DamageStore {
    private static final int MOST_LOOKS = 5;

    private final LiveDocuments documents;
    private final Prefix place;
    private final Map<String, Note> known = new ConcurrentHashMap<>();

    /**
     * @param documents stores sealed documents
     * @param vault where the vault stands in the bank
     */
    public DamageStore(LiveDocuments documents, Prefix vault) {
        this.documents = documents;
        this.place = vault.resolve("damage");
    }

    record Note(Set<String> supersedes, Map<PackName, Lost> packs) {
        static final Note EMPTY = new Note(Set.of(), Map.of());
    }

    /** What is damaged now. */
    public Damages look() throws VaultException {
        Optional<Map<String, Note>> notes = Optional.empty();
        for (int i = 0; i < MOST_LOOKS && notes.isEmpty(); i++) {
            notes = readAll();
        }
        Map<String, Note> all = notes.orElse(Map.of());
        Set<String> superseded = new HashSet<>();
        all.values().forEach(note -> superseded.addAll(note.supersedes()));
        Map<PackName, Lost> packs = new HashMap<>();
        for (Map.Entry<String, Note> note : all.entrySet()) {
            if (!superseded.contains(note.getKey())) {
                note.getValue().packs().forEach((pack, lost) -> packs.merge(pack, lost, DamageStore::both));
            }
        }
        return new Damages(all.keySet(), packs);
    }

    private static Lost both(Lost one, Lost other) {
        Set<ChunkId> chunks = new HashSet<>(one.chunks());
        chunks.addAll(other.chunks());
        return new Lost(one.all() || other.all(), chunks);
    }

    /** All notes; nothing if one was superseded and taken away while they were read. */
    private Optional<Map<String, Note>> readAll() throws VaultException {
        Map<String, Note> notes = new TreeMap<>();
        for (ObjectInfo object : documents.list(place)) {
            String name = object.key().name();
            Note note = known.get(name);
            if (note == null) {
                Optional<Note> read = read(object);
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                note = read.get();
                known.put(name, note);
            }
            notes.put(name, note);
        }
        known.keySet().retainAll(notes.keySet());
        return Optional.of(notes);
    }

    private Optional<Note> read(ObjectInfo object) throws VaultException {
        try {
            Optional<JsonObject> document = documents.read(object.key());
            return document.isEmpty() ? Optional.empty() : Optional.of(decode(document.get()));
        } catch (FormatException e) {
            return Optional.of(Note.EMPTY);
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.DAMAGED) {
                throw e;
            }
            // It only says what a scrub finds again; that it is damaged a scrub finds, too.
            return Optional.of(Note.EMPTY);
        }
    }

    static Note decode(JsonObject json) throws FormatException {
        Map<PackName, Lost> packs = new HashMap<>();
        for (Json element : json.array("packs")) {
            if (element instanceof JsonObject pack) {
                Set<ChunkId> chunks = new HashSet<>();
                for (String id : pack.strings("chunks")) {
                    chunks.add(ChunkId.parse(id));
                }
                packs.put(PackName.parse(pack.string("pack").orElse("")), new Lost(pack.flag("all").orElse(false), chunks));
            }
        }
        return new Note(Set.copyOf(json.strings("supersedes")), packs);
    }

    /** Stores what is damaged now in place of what was known before. */
    public void replace(Damages before, Map<PackName, Lost> now) throws VaultException {
        if (before.packs().equals(now)) {
            return;
        }
        documents.putIfAbsent(place.key(UUID.randomUUID().toString()), encode(before.notes(), now));
        for (String note : before.notes()) {
            forget(note);
        }
    }

    /** A note that the bank does not let go is superseded all the same. */
    private void forget(String note) throws VaultException {
        try {
            documents.delete(place.key(note));
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.RETAINED && e.kind() != ProblemKind.DENIED) {
                throw e;
            }
        }
    }

    static JsonObject encode(Set<String> supersedes, Map<PackName, Lost> packs) {
        List<JsonObject> elements = packs.entrySet().stream().map(pack -> {
            JsonObject.Builder json = JsonObject.builder().put("pack", pack.getKey().path());
            return (pack.getValue().all() ? json.put("all", true)
                    : json.put("chunks", JsonArray.ofStrings(pack.getValue().chunks().stream().map(ChunkId::toString).sorted().toList()))).build();
        }).toList();
        return JsonObject.builder().put("supersedes", JsonArray.ofStrings(supersedes.stream().sorted().toList())).put("packs", JsonArray.of(elements)).build();
    }
}
