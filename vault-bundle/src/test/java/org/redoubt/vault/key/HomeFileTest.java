package org.redoubt.vault.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small file of the home is whole or not there, and nothing else stays beside it. */
class HomeFileTest {
    @TempDir
    private Path folder;

    private Path left(String name, Duration age) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "half of it");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        return file;
    }

    @Test
    void givenWhatKilledWritersHaveLeft_whenTheFileIsWritten_thenThatGoesAndNothingElse() throws Exception {
        left(".bank.json-1234.tmp", Duration.ofHours(2));
        Path young = left(".bank.json-5678.tmp", Duration.ofMinutes(1));
        Path other = left(".other.json-1234.tmp", Duration.ofDays(2));
        HomeFile file = new HomeFile(folder.resolve("bank.json"));
        file.replace("all of it");
        assertEquals(Optional.of("all of it"), file.read());
        try (Stream<Path> there = Files.list(folder)) {
            assertEquals(Set.of(file.path(), young, other), there.collect(Collectors.toSet()));
        }
    }
}
