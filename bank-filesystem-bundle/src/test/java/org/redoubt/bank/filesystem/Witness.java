package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.bank.filesystem.disk.Disk;

/**
 * Looks whether all promises are kept on a disk that is back after a loss of power.
 *
 * @param temporary a folder of this machine for temporary files
 */
record Witness(Path temporary) {

    /**
     * Everything that was acknowledged is there, everything that is committed is whole, nothing is damaged, and life goes on.
     *
     * @param home whose home is used
     * @param onwards whether also to open the vault with all its keys, and to protect and collect
     */
    void check(Disk disk, Promises promises, String home, boolean onwards) throws Exception {
        for (String key : onwards ? promises.keys() : Set.<String>of()) {
            try (Installation guest = new Installation(disk, "guest", List.of(key), temporary)) {
                guest.reading().close();
            }
        }
        try (Installation back = new Installation(disk, home, List.of(), temporary)) {
            Map<String, Promises.Data> there = new HashMap<>(promises.kept());
            for (Map.Entry<Key, Promises.Attempt> attempt : promises.begun().entrySet()) {
                if (isOrBecomesCommitted(back, attempt.getKey(), attempt.getValue())) {
                    there.put(attempt.getValue().checkpoint(), attempt.getValue().data());
                }
            }
            try (VaultSession session = there.isEmpty() ? back.writing("nothing", 0) : back.reading()) {
                verify(session, there);
            }
            ScrubReport report = back.vault.scrub(back.bank, ScrubOptions.of(CheckDepth.HASHES), ScrubProgress.NONE);
            assertEquals(List.of(), report.findings());
            if (onwards) {
                goOn(back, there, promises.begun());
            }
        }
    }

    /** A writer in another place may have outlived the loss of power, and commits now. */
    private static boolean isOrBecomesCommitted(Installation back, Key decision, Promises.Attempt attempt) throws Exception {
        Optional<Boolean> decided = back.committed(decision);
        return decided.isPresent() ? decided.get() : attempt.receipt().isPresent() && back.commit(decision, attempt.receipt().get());
    }

    private static void goOn(Installation back, Map<String, Promises.Data> there, Map<Key, Promises.Attempt> begun) throws Exception {
        for (int seed = 1; seed <= 2; seed++) {
            try (VaultSession session = back.writing("later" + seed, 0)) {
                byte[] bytes = Story.bytes(seed, 150_000);
                Promises.Data data = new Promises.Data(Installation.store(session, bytes), bytes);
                session.flush();
                back.commit(Installation.decision("later" + seed, 0), session.receipt());
                there.put("later" + seed, data);
            }
            back.vault.collect(back.bank, CollectOptions.defaults().deadShare(0), new Story.Needs(back, there, begun));
        }
        try (VaultSession session = back.reading()) {
            verify(session, there);
        }
    }

    /** Data is named by its content, so what verifies is what was stored. */
    private static void verify(VaultSession session, Map<String, Promises.Data> checkpoints) throws Exception {
        for (Map.Entry<String, Promises.Data> checkpoint : checkpoints.entrySet()) {
            assertEquals(List.of(), session.verify(checkpoint.getValue().id(), CheckDepth.CONTENT, n -> { }), checkpoint.getKey());
        }
    }
}
