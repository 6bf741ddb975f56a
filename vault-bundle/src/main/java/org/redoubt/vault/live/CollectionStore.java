package org.redoubt.vault.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.wire.FormatException;

/**
 * The collections of a vault as they stand in its bank: {@code <n>/tombs} when one has begun, {@code <n>/decision}, and {@code <n>/done} when all that was
 * decided has been done. Only who stored the tombs decides that something is deleted; everybody else may only decide that nothing is. Called on
 * threads of the vault only. Thread-safe.
 */
public final class CollectionStore {
    private final LiveDocuments documents;
    // Neither tombs nor decisions ever change.
    private final Map<Long, Ruling> rulings = new ConcurrentHashMap<>();
    private final Map<Long, Set<PackName>> tombs = new ConcurrentHashMap<>();

    /**
     * @param documents where they are
     */
    public CollectionStore(LiveDocuments documents) {
        this.documents = documents;
    }

    private Key key(long number, String name) {
        return documents.collections().key(String.format(Locale.ROOT, "%08d", number) + "/" + name);
    }

    /** Where the decision about a collection stands. */
    public Key decision(long number) {
        return key(number, "decision");
    }

    /** Whether a decision is one about a collection. */
    public boolean isDecision(String key) {
        return key.startsWith(documents.collections() + "/");
    }

    /** What there is now. */
    public Collections look() throws VaultException {
        SortedMap<Long, Set<String>> found = new TreeMap<>();
        for (ObjectInfo object : documents.list(documents.collections())) {
            String[] parts = documents.collections().relative(object.key()).split("/");
            if (parts.length == 2 && parts[0].matches("[0-9]{8,18}")) {
                found.computeIfAbsent(Long.parseLong(parts[0]), number -> new HashSet<>()).add(parts[1]);
            }
        }
        return new Look(found).run();
    }

    private final class Look {
        private final SortedMap<Long, Set<String>> found;
        private final SortedMap<Long, Set<PackName>> undecided = new TreeMap<>();
        private final SortedMap<Long, Ruling> unfinished = new TreeMap<>();
        private final Set<String> removed = new HashSet<>();
        private final Set<Long> done = new HashSet<>();
        private long effective;
        private final Map<String, String> damaged = new HashMap<>();
        private Optional<Ruling> ruling = Optional.empty();

        Look(SortedMap<Long, Set<String>> found) {
            this.found = found;
        }

        Collections run() throws VaultException {
            for (Map.Entry<Long, Set<String>> entry : found.entrySet()) {
                try {
                    look(entry.getKey(), entry.getValue());
                } catch (VaultException e) {
                    if (e.kind() != ProblemKind.DAMAGED) {
                        throw e;
                    }
                    damaged.put(e.problem().subject().orElse(""), e.problem().message());
                }
            }
            return new Collections(found.isEmpty() ? 0 : found.lastKey(), undecided, unfinished, effective, ruling, removed, done, damaged);
        }

        private void look(long number, Set<String> names) throws VaultException {
            // The listing may be older than the decision; what is read last counts.
            Optional<Ruling> decided = names.contains("decision") || !names.contains("done") ? ruling(number) : Optional.empty();
            if (decided.isEmpty()) {
                Optional<Set<PackName>> victims = tombs(number);
                if (victims.isPresent()) {
                    undecided.put(number, victims.get());
                }
                return;
            }
            if (decided.get().effective()) {
                effective = number;
                ruling = decided;
                removed.addAll(decided.get().removed());
            }
            if (!names.contains("done")) {
                unfinished.put(number, decided.get());
            } else if (decided.get().effective()) {
                done.add(number);
            }
        }
    }

    private Optional<Ruling> ruling(long number) throws VaultException {
        Ruling known = rulings.get(number);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<JsonObject> document = documents.read(decision(number));
        if (document.isEmpty()) {
            return Optional.empty();
        }
        try {
            Ruling read = Ruling.read(document.get());
            if (!documents.settle(decision(number))) {
                return Optional.empty();
            }
            rulings.put(number, read);
            return Optional.of(read);
        } catch (FormatException e) {
            throw Failures.damaged(decision(number).toString(), e.getMessage());
        }
    }

    private Optional<Set<PackName>> tombs(long number) throws VaultException {
        Set<PackName> known = tombs.get(number);
        if (known != null) {
            return Optional.of(known);
        }
        Key key = key(number, "tombs");
        Optional<JsonObject> document = documents.read(key);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        try {
            Set<PackName> read = Tombs.read(document.get());
            tombs.put(number, read);
            return Optional.of(read);
        } catch (FormatException e) {
            throw Failures.damaged(key.toString(), e.getMessage());
        }
    }

    /** Begins a collection; false if another one has taken the number. */
    public boolean begin(long number, Set<PackName> victims) throws VaultException {
        return documents.putIfAbsent(key(number, "tombs"), JsonObject.builder().putAll(Tombs.json(victims)).put("by", UUID.randomUUID().toString()).build());
    }

    /** Decides about a collection, unless somebody has; whether this did. */
    public boolean decide(long number, Ruling ruling) throws VaultException {
        return documents.putIfAbsent(decision(number), ruling.toJson());
    }

    /** The same, and what is decided stays until a time, if there is one. */
    public boolean decide(long number, Ruling ruling, Optional<Instant> until) throws VaultException {
        return documents.putIfAbsent(decision(number), ruling.toJson(), until);
    }

    /** Ends a collection of which all was done. */
    public void done(long number) throws VaultException {
        documents.delete(key(number, "tombs"));
        tombs.remove(number);
        documents.putIfAbsent(key(number, "done"), JsonObject.empty());
    }

    /**
     * Forgets collections of which all is done and that a later one which did something has made meaningless. Those that were given up stay: who
     * began one of them may still try to decide it.
     */
    public void forgetOld() throws VaultException {
        Collections now = look();
        for (long done : now.done()) {
            // What is retained still says which index objects are not to be believed that are retained, too.
            if (done < now.effective() && documents.locks().until(decision(done)).isEmpty()) {
                documents.delete(key(done, "tombs"));
                documents.delete(decision(done));
                documents.delete(key(done, "done"));
                rulings.remove(done);
            }
        }
    }
}
