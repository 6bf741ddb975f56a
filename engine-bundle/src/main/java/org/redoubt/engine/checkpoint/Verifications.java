package org.redoubt.engine.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.engine.document.DocumentProblems;
import org.redoubt.engine.document.DocumentStore;

/**
 * The checks of a checkpoint that are stored.
 *
 * @param documents where
 * @param layout of which checkpoint
 */
public record Verifications(DocumentStore documents, Layout layout) {
    private static final int MOST_READ = 30;

    /** Stores one. */
    public void add(Verification verification) throws BankException {
        JsonObject content = JsonObject.builder().put("operation", verification.operation().value())
                .put("at", Times.text(verification.at())).put("whole", verification.whole()).put("depth", verification.depth().word()).put("bytes", verification.bytes())
                .put("problems", JsonArray.of(verification.problems().stream().map(Problem::toJson).toList())).build();
        int number = documents.list(layout.verified()).size();
        do {
            number++;
        } while (documents.putOnce(Kind.VERIFIED, layout.verified().key(Names.number(number)), content).isEmpty());
        // Whoever deletes it takes away what was there before the record of that, and leaves the rest to us.
        if (documents.exists(layout.deletion())) {
            documents.deleteAll(layout.all());
        }
    }

    /** All, the oldest first. */
    public List<Verification> list() throws BankException {
        List<Verification> all = new ArrayList<>();
        for (Key key : documents.list(layout.verified())) {
            all.add(read(key));
        }
        return all;
    }

    /** The last one, unless a deeper one before it has found damage that none of at least its depth has cleared since: then that one. */
    Optional<Verification> last() throws BankException {
        List<Verification> last = newestFirst(CheckDepth.CONTENT::equals);
        Optional<Verification> deepest = Optional.empty();
        for (Verification verification : last) {
            if (deepest.isEmpty() || verification.depth().compareTo(deepest.get().depth()) > 0) {
                if (!verification.problems().isEmpty()) {
                    return Optional.of(verification);
                }
                deepest = Optional.of(verification);
            }
        }
        return last.stream().findFirst();
    }

    /** The last one of each depth, the newest first; the others are not read once all depths are there. */
    List<Verification> lastOfEachDepth() throws BankException {
        Set<CheckDepth> found = EnumSet.noneOf(CheckDepth.class);
        Map<CheckDepth, Verification> last = new EnumMap<>(CheckDepth.class);
        newestFirst(depth -> found.add(depth) && found.size() == CheckDepth.values().length)
                .forEach(verification -> last.putIfAbsent(verification.depth(), verification));
        return last.values().stream().sorted(Comparator.comparing(Verification::at).reversed()).toList();
    }

    /** Read until one of some depth comes, and not for ever; those that nobody can read are left to a scrub. */
    private List<Verification> newestFirst(Predicate<CheckDepth> until) throws BankException {
        List<Verification> read = new ArrayList<>();
        List<Key> keys = documents.list(layout.verified()).reversed();
        boolean more = true;
        for (Key key : keys.subList(0, Math.min(keys.size(), MOST_READ))) {
            if (more) {
                Optional<Verification> verification = readable(key);
                verification.ifPresent(read::add);
                more = verification.filter(one -> until.test(one.depth())).isEmpty();
            }
        }
        return read;
    }

    private Optional<Verification> readable(Key key) throws BankException {
        try {
            return Optional.of(read(key));
        } catch (BankException e) {
            if (!DocumentProblems.isUnusable(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** A check that says nothing of its depth is older than depths are, and has read everything. */
    private static CheckDepth depth(Fields fields) throws BankException {
        String word = fields.json().string("depth").orElse(CheckDepth.CONTENT.word());
        return Arrays.stream(CheckDepth.values()).filter(known -> known.word().equals(word)).findFirst()
                .orElseThrow(() -> fields.senseless("depth"));
    }

    private Verification read(Key key) throws BankException {
        Fields fields = new Fields(key, documents.read(Kind.VERIFIED, key).content());
        return new Verification(new OperationId(fields.string("operation")),
                fields.instant("at").orElseThrow(() -> fields.senseless("at")), fields.json().flag("whole").orElse(false),
                depth(fields), fields.number("bytes"), fields.problems("problems"));
    }
}
