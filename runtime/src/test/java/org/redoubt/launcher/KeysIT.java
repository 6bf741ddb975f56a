package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;

@DisplayName("The keys of a vault")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class KeysIT {
    @TempDir
    private Path temporary;

    @AfterEach
    void stop() throws Exception {
        for (String name : List.of("first", "second")) {
            new CommandHome(temporary.resolve(name), temporary).run("stop");
        }
    }

    private CommandHome home(String name) throws Exception {
        CommandHome home = new CommandHome(temporary.resolve(name), temporary).prepare();
        home.configure("org.redoubt.bank.filesystem-default.cfg", "name = default\npath = " + temporary.resolve("bank") + "\ncreate = true\n");
        assertEquals(0, home.run("start").status());
        return home;
    }

    private static CommandHome.Outcome done(CommandHome home, String... words) throws Exception {
        CommandHome.Outcome outcome = home.run(words);
        assertEquals(0, outcome.status(), outcome.err());
        return outcome;
    }

    private static void refused(String words, CommandHome.Outcome outcome) {
        assertEquals(1, outcome.status(), outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains(words), outcome.err());
    }

    @Test
    @DisplayName("are listed, added, exported, rotated and removed, and a second home gets in by a passphrase")
    void fromTheCommandLine() throws Exception {
        Path volume = Files.createDirectory(temporary.resolve("volume"));
        Files.writeString(volume.resolve("file"), "what is protected");
        Path words = Files.writeString(temporary.resolve("words"), "correct horse battery staple\n");
        CommandHome first = home("first");
        refused("no vault yet", first.run("key", "list"));
        assertTrue(done(first, "protect", volume.toString()).err().contains("Keep a copy of it in another place"));
        assertFalse(done(first, "protect", volume.toString()).err().contains("Keep a copy"));
        assertEquals(1, first.json("key", "list").array("keys").size());

        refused("others than its owner", first.run("key", "add", words.toString()));
        Files.setPosixFilePermissions(words, PosixFilePermissions.fromString("rw-------"));
        assertTrue(done(first, "key", "add", words.toString()).out().contains("passphrase"));
        Path copy = temporary.resolve("copy");
        done(first, "key", "export", copy.toString());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
        assertEquals(-1, Files.mismatch(first.home().resolve("etc/keys/vault.key"), copy));
        refused("is there already", first.run("key", "export", copy.toString()));
        Path besideData = temporary.resolve("bank/key");
        refused("lies in the bank", first.run("key", "export", besideData.toString()));
        assertFalse(Files.exists(besideData));

        CommandHome second = home("second");
        CommandHome.Outcome locked = second.run("checkpoints");
        assertEquals(1, locked.status());
        assertTrue(locked.err().contains("There is no key for this vault"), locked.err());
        done(second, "key", "add", "--with", words.toString());
        done(second, "restore", "latest", "--to", temporary.resolve("back").toString());
        assertEquals("what is protected", Files.readString(temporary.resolve("back/volume/file")));

        refused("passphrase", first.run("key", "rotate"));
        Path secondKey = second.home().resolve("etc/keys/vault.key");
        assertEquals(2, first.json("key", "rotate", "--with", words.toString(), "--with", secondKey.toString()).number("generation").orElse(0));
        done(second, "protect", volume.toString());
        done(first, "verify", "latest");

        String id = id(second.json("key", "list").array("keys"));
        assertTrue(done(first, "key", "remove", id).out().contains("may have kept what it opens"));
        refused("The vault has no key", first.run("key", "remove", id));
        assertEquals(0, second.run("stop").status());
        CommandHome.Outcome out = second.run("checkpoints");
        assertEquals(1, out.status());
        assertTrue(out.err().contains("is not the one of this vault"), out.err());
    }

    private static String id(List<Json> keys) {
        return keys.stream().map(JsonObject.class::cast).filter(key -> key.flag("atHand").orElse(false)).findFirst().orElseThrow().string("id").orElseThrow();
    }
}
