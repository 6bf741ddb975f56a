package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.live.LiveSettings;

/** A vault to be collected, and the short words that tests use. */
final class CollectRig implements AutoCloseable {
    /** Gives signs of life often, and takes nobody for gone while a test runs. */
    static final LiveSettings LIVELY = new LiveSettings(Duration.ofMillis(10), Duration.ofMinutes(5), InstantSource.system());
    /** Gives none, and takes everybody for gone who gives none. */
    static final LiveSettings IMPATIENT = new LiveSettings(Duration.ofHours(1), Duration.ofMillis(50), InstantSource.system());

    final VaultRig home = new VaultRig();
    final VaultRig rig = home.beside(home.bank, LIVELY);
    final Ledger ledger = new Ledger(rig);

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    CollectReport collect() throws VaultException {
        return rig.vault.collect(rig.bank, CollectOptions.defaults(), ledger);
    }

    void assertSmall() throws Exception {
        long bytes = rig.bytes() - rig.keys("commits/").stream().mapToLong(this::length).sum();
        assertTrue(bytes <= ledger.fresh() * 1.1, bytes + " bytes are more than a tenth above those of a fresh vault");
    }

    private long length(Key key) {
        try {
            return rig.bank.stat(key).length();
        } catch (BankException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        rig.close();
        home.close();
    }
}
