package org.redoubt.vault.scrub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.ScrubReport.Harm;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.key.KeyStore;
import org.redoubt.vault.wire.Sha256;
import org.redoubt.vault.work.Workers;

/**
 * Looks at small objects that end with the SHA-256 of all before, each as a whole: documents, keys, the config. Who has the keys opens documents
 * as well, so that one that was put in the place of another is noticed. For one thread.
 */
final class Documents {
    private static final int MOST = 130 << 20;
    private static final int AT_ONCE = 8;
    private static final int IN_A_ROW = 32;

    private final Workers workers;
    private final Store store;
    private final Optional<Store> opened;
    private final Findings findings;
    private long count;
    private long bytes;

    /**
     * @param workers where the work is done
     * @param store the bank
     * @param opened the same bank as who has the keys sees it; empty without keys
     * @param findings told what is wrong
     */
    Documents(Workers workers, Store store, Optional<Store> opened, Findings findings) {
        this.workers = workers;
        this.store = store;
        this.opened = opened;
        this.findings = findings;
    }

    private record Wrong(Key key, String reason) {
    }

    private record Looked(long count, long bytes, List<Wrong> wrong) {
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    /** Says what is wrong with the bytes of an object, if anything is. */
    private interface Judge {
        Optional<String> wrong(Key key, byte[] bytes);
    }

    /** Looks at the documents below a prefix. */
    void below(Prefix prefix) throws VaultException {
        // To open them is to judge them.
        Judge judge = opened.isPresent() ? (key, bytes) -> Optional.empty() : Documents::notAsWritten;
        these(prefix, "document", opened.orElse(store), judge);
    }

    /** Looks at wrapped keys, which nobody opens: whether each is as it was written, and is the one that its name says. */
    void keys(Prefix prefix) throws VaultException {
        these(prefix, "keys", store, (key, bytes) -> notAsWritten(key, bytes).or(() -> notAsNamed(key, bytes)));
    }

    private static Optional<String> notAsWritten(Key key, byte[] bytes) {
        int end = bytes.length - Sha256.LENGTH;
        boolean whole = end >= 0 && Arrays.equals(Sha256.of(bytes, 0, end), 0, Sha256.LENGTH, bytes, end, bytes.length);
        return whole ? Optional.empty() : Optional.of("It does not have the bytes that were written.");
    }

    private static Optional<String> notAsNamed(Key key, byte[] bytes) {
        return KeyStore.isInItsPlace(key, bytes) ? Optional.empty() : Optional.of("It was put where another one belongs.");
    }

    private void these(Prefix prefix, String kind, Store from, Judge judge) throws VaultException {
        List<ObjectInfo> objects = Workers.await(workers.access(() -> store.list(prefix)));
        List<CompletableFuture<Looked>> running = new ArrayList<>();
        for (int begin = 0; begin < objects.size(); begin += IN_A_ROW) {
            List<ObjectInfo> row = objects.subList(begin, Math.min(objects.size(), begin + IN_A_ROW));
            running.add(workers.access(() -> look(row, from, judge)));
            if (running.size() == AT_ONCE) {
                take(running, kind);
            }
        }
        take(running, kind);
    }

    private void take(List<CompletableFuture<Looked>> running, String kind) throws VaultException {
        for (CompletableFuture<Looked> one : running) {
            Looked looked = Workers.await(one);
            count += looked.count();
            bytes += looked.bytes();
            looked.wrong().forEach(wrong -> findings.add(wrong.key().toString(), kind, Harm.BYTES, wrong.reason()));
        }
        running.clear();
    }

    private static Looked look(List<ObjectInfo> objects, Store from, Judge judge) throws VaultException {
        long read = 0;
        List<Wrong> wrong = new ArrayList<>();
        for (ObjectInfo object : objects) {
            Key key = object.key();
            try {
                // One that is gone was deleted since it was listed.
                from.read(key, MOST).flatMap(bytes -> judge.wrong(key, bytes)).ifPresent(reason -> wrong.add(new Wrong(key, reason)));
                read += object.length();
            } catch (VaultException e) {
                if (e.kind() != ProblemKind.DAMAGED) {
                    throw e;
                }
                wrong.add(new Wrong(key, e.problem().message()));
            }
        }
        return new Looked(objects.size(), read, wrong);
    }
}
