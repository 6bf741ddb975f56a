package org.redoubt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redoubt.testkit.bank.BankContract;

/** Nothing in a jar tells when, where or by whom it was built, so that two builds of the same sources give the same bytes. */
class ReproducibleIT {
    /** What the build is told to put in the place of the time. */
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final Set<String> TELLING = Set.of("bnd-lastmodified", "built-by", "build-jdk", "build-timestamp", "build-host", "tool", "created-at", "created-by",
            "build-jdk-spec", "build-tool-jdk-spec");

    static List<Path> jars() throws Exception {
        Path distribution = Path.of(System.getProperty("redoubt.distribution"));
        try (Stream<Path> files = Files.list(distribution.resolve("system"))) {
            return Stream.concat(files.filter(file -> file.getFileName().toString().startsWith("org.redoubt.")).sorted(),
                    Stream.of(distribution.resolve("bin/redoubt.jar"), testkit())).toList();
        }
    }

    private static Path testkit() throws URISyntaxException {
        return Path.of(BankContract.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @ParameterizedTest
    @MethodSource("jars")
    void everyEntryBearsTheSameTime(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Set<LocalDateTime> times = new TreeSet<>();
            jar.stream().map(ZipEntry::getTimeLocal).forEach(times::add);
            assertEquals(Set.of(TIME), times);
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void theManifestSaysNothingOfTheBuild(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Set<String> told = new TreeSet<>();
            jar.getManifest().getMainAttributes().keySet().forEach(name -> told.add(name.toString().toLowerCase(Locale.ROOT)));
            told.retainAll(TELLING);
            assertEquals(Set.of(), told);
        }
    }
}
