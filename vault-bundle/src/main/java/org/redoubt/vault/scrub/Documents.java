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

    /** Looks at the documents below a prefix. */
    void below(Prefix prefix) throws VaultException {
        these(Workers.await(workers.access(() -> store.list(prefix))), "document", opened.isPresent());
    }

    /** Looks at objects that nobody opens: only whether they are as they were written. */
    void plain(List<ObjectInfo> objects, String kind) throws VaultException {
        these(objects, kind, false);
    }

    private void these(List<ObjectInfo> objects, String kind, boolean open) throws VaultException {
        List<CompletableFuture<Looked>> running = new ArrayList<>();
        for (int from = 0; from < objects.size(); from += IN_A_ROW) {
            List<ObjectInfo> row = objects.subList(from, Math.min(objects.size(), from + IN_A_ROW));
            running.add(workers.access(() -> look(row, open)));
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

    private Looked look(List<ObjectInfo> objects, boolean open) throws VaultException {
        long read = 0;
        List<Wrong> wrong = new ArrayList<>();
        for (ObjectInfo object : objects) {
            try {
                // One that is gone was deleted since it was listed.
                Optional<byte[]> bytesOf = (open ? opened.orElseThrow() : store).read(object.key(), MOST);
                if (bytesOf.isPresent() && !open && !isWhole(bytesOf.get())) {
                    wrong.add(new Wrong(object.key(), "It does not have the bytes that were written."));
                }
                read += object.length();
            } catch (VaultException e) {
                if (e.kind() != ProblemKind.DAMAGED) {
                    throw e;
                }
                wrong.add(new Wrong(object.key(), e.problem().message()));
            }
        }
        return new Looked(objects.size(), read, wrong);
    }

    private static boolean isWhole(byte[] object) {
        int end = object.length - Sha256.LENGTH;
        return end >= 0 && Arrays.equals(Sha256.of(object, 0, end), 0, Sha256.LENGTH, object, end, object.length);
    }
}
