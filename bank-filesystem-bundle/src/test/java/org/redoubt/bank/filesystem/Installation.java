package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.bank.filesystem.disk.Disk;
import org.redoubt.vault.VaultService;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.live.LiveSettings;
import org.redoubt.vault.session.SessionSettings;

/** One process with a home and a bank on a disk: it gives no signs of life, and waits for nobody who gives none. */
final class Installation implements AutoCloseable {
    private static final LiveSettings IMPATIENT = new LiveSettings(Duration.ofHours(1), Duration.ofMillis(1), InstantSource.system());
    private static final Owner OWNER = new Owner("00000000-0000-0000-0000-000000000001", 1);

    final Bank bank;
    final VaultService vault;
    private final FileBank files;

    /**
     * @param disk where all of it is
     * @param home the folder of the home
     * @param keys what opens the vault besides what the home has
     * @param temporary a folder of this machine for temporary files
     */
    Installation(Disk disk, String home, List<String> keys, Path temporary) {
        Path place = disk.path("/" + home);
        this.files = new FileBank("test", disk.path("/bank"), true, new KnownBanks(place.resolve("var").resolve("banks")), InstantSource.system());
        this.bank = files;
        this.vault = new VaultService(new SessionSettings(1, 1 << 20, temporary), IMPATIENT, KeyHome.in(place).with(keys), 1);
    }

    /** Where the decision about an attempt at a checkpoint stands. */
    static Key decision(String checkpoint, int attempt) {
        return Key.of("commits/" + checkpoint + "/" + attempt);
    }

    VaultSession writing(String checkpoint, int attempt) throws VaultException {
        return vault.open(bank, SessionOptions.writing(OWNER, checkpoint, checkpoint + "." + attempt, decision(checkpoint, attempt)));
    }

    VaultSession reading() throws VaultException {
        return vault.open(bank, SessionOptions.reading());
    }

    static DataId store(VaultSession session, byte[] bytes) throws VaultException {
        try (DataWriter writer = session.create(DataHints.none())) {
            writer.write(0, ByteBuffer.wrap(bytes));
            return writer.commit();
        }
    }

    /** Decides that an attempt counts, unless it is decided already; whether this did. */
    boolean commit(Key decision, JsonObject receipt) throws BankException {
        return decide(decision, "{\"outcome\":\"committed\",\"vault\":" + receipt + "}");
    }

    /** Decides that an attempt does not count, unless it is decided already. */
    boolean fence(Key decision) throws BankException {
        return decide(decision, "{\"outcome\":\"fenced\"}");
    }

    private boolean decide(Key decision, String line) throws BankException {
        return vault.documents(bank).putIfAbsent(decision, Body.of("{\"formatVersion\":1}\n" + line + "\n"));
    }

    /** Whether an attempt is committed; empty if that is not decided. */
    Optional<Boolean> committed(Key decision) throws BankException, IOException {
        try (InputStream in = vault.documents(bank).get(decision, ByteRange.ALL)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("committed"));
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        vault.close();
        files.close();
    }
}
