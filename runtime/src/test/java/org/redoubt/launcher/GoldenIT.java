package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a runtime has stored when the format was new can be used for ever. */
@DisplayName("A bank of an earlier runtime")
@Timeout(10 * 60)
final class GoldenIT {
    private static final Path GOLDEN = Path.of("../vault-bundle/src/test/resources/golden/v1-runtime");

    @TempDir
    private Path temporary;
    private CommandHome home;

    @AfterEach
    void stop() throws Exception {
        home.run("stop");
    }

    private CommandHome.Outcome done(String... words) throws Exception {
        CommandHome.Outcome outcome = home.run(words);
        assertEquals(0, outcome.status(), outcome.err());
        return outcome;
    }

    private void given() throws Exception {
        home = new CommandHome(temporary.resolve("home"), temporary).prepare();
        Path bank = home.home().resolve("var/bank");
        try (Stream<Path> all = Files.walk(GOLDEN)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path place = bank.resolve(GOLDEN.relativize(file).toString());
                Files.createDirectories(place.getParent());
                Files.copy(file, place);
            }
        }
        for (String other : List.of("make.sh", "checkpoints", "entries", "digests", "attributes")) {
            Files.delete(bank.resolve(other));
        }
        Path key = home.home().resolve("etc/keys/vault.key");
        Files.createDirectories(key.getParent());
        Files.move(bank.resolve("vault.key"), key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        done("start");
    }

    @Test
    @DisplayName("is listed, verified, compared and restored with all that was kept of its files, and protecting and collecting go on in it")
    void isUsed() throws Exception {
        assumeTrue(Files.getAttribute(temporary, "unix:uid").equals(0), "Only root can restore owners and devices.");
        given();
        Properties checkpoints = new Properties();
        try (Reader in = Files.newBufferedReader(GOLDEN.resolve("checkpoints"))) {
            checkpoints.load(in);
        }
        String first = checkpoints.getProperty("first");
        String second = checkpoints.getProperty("second");
        assertEquals(2, home.json("checkpoints").array("checkpoints").size());
        done("verify", first);
        String differences = done("diff", first, second).out();
        assertTrue(differences.contains("many/7") && differences.contains("lines"), differences);
        assertRestores(second, "back");
        Path fresh = Files.createDirectory(temporary.resolve("fresh"));
        Files.writeString(fresh.resolve("file"), "new");
        done("protect", fresh.toString());
        done("delete", first, "--purge");
        done("collect", "--without-grace");
        done("scrub", "--depth", "content");
        assertRestores(second, "again");
    }

    private void assertRestores(String checkpoint, String folder) throws Exception {
        Path back = temporary.resolve(folder);
        done("restore", checkpoint, "--to", back.toString());
        Path tree = back.resolve("tree");
        assertEquals(Files.readString(GOLDEN.resolve("entries")),
                said(tree, "LC_ALL=C find . -mindepth 1 -printf '%P|%y|%m|%U|%G|%u|%g|%T@|%l\\n' | LC_ALL=C sort"));
        for (String line : Files.readAllLines(GOLDEN.resolve("digests"))) {
            Path file = line.endsWith("disk.img") ? back.resolve("disk.img") : tree.resolve(line.substring(66));
            assertEquals(line.substring(0, 64), HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))), line);
        }
    }

    private static String said(Path folder, String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor());
        return out;
    }
}
