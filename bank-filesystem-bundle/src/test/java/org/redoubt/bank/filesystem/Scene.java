package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;

/** A home and a directory for a bank, and what the tests ask about them. */
final class Scene {
    final Path home;
    final Path directory;

    Scene(Path place) {
        home = place.resolve("home");
        directory = place.resolve("bank");
    }

    FileBank bank() {
        return bank(directory, true);
    }

    FileBank bank(Path path, boolean create) {
        return new FileBank("test", path, create, new KnownBanks(home), InstantSource.system());
    }

    static String read(Bank bank, String key) throws BankException, IOException {
        try (InputStream in = bank.get(Key.of(key), ByteRange.ALL)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static List<String> keys(Bank bank) throws BankException {
        return bank.list(Prefix.ALL, Optional.empty(), 100_000).objects().stream().map(ObjectInfo::key).map(Key::toString).toList();
    }

    static BankException assertKind(ProblemKind kind, Executable call) {
        BankException thrown = assertThrows(BankException.class, call);
        assertEquals(kind, thrown.kind(), () -> thrown.problem().toString());
        assertFalse(thrown.problem().message().contains("null"), () -> thrown.problem().toString());
        return thrown;
    }

    /** The objects that were begun and neither finished nor removed. */
    List<Path> unfinished() throws IOException {
        return files(directory.resolve("writers")).stream().filter(file -> !file.getFileName().toString().equals("lock")).toList();
    }

    List<Path> writers() throws IOException {
        try (Stream<Path> folders = Files.list(directory.resolve("writers"))) {
            return folders.toList();
        }
    }

    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).toList();
        }
    }
}
