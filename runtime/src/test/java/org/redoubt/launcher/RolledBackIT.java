package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.json.JsonObject;

@DisplayName("A bank that was put back to an earlier state of itself")
@Timeout(10 * 60)
final class RolledBackIT {
    @TempDir
    private Path temporary;
    private CommandHome home;
    private Path bank;
    private Path volume;

    @BeforeEach
    void start() throws Exception {
        home = new CommandHome(temporary.resolve("home"), temporary).prepare();
        bank = home.home().resolve("var/bank");
        volume = Files.createDirectory(temporary.resolve("volume"));
        done("start");
    }

    @AfterEach
    void stop() throws Exception {
        home.run("stop");
    }

    private CommandHome.Outcome done(String... words) throws Exception {
        CommandHome.Outcome outcome = home.run(words);
        assertEquals(0, outcome.status(), outcome.out() + outcome.err());
        return outcome;
    }

    private String protect(String text) throws Exception {
        Files.writeString(volume.resolve("file"), text);
        return home.json("protect", volume.toString()).object("checkpoint").flatMap(made -> made.string("id")).orElseThrow();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Test
    @DisplayName("is noticed by the home that has seen more, which tells of it until it is said to be right, and what is there can be used")
    void isNoticed() throws Exception {
        String first = protect("one");
        copy(bank, temporary.resolve("earlier"));
        String second = protect("two");
        done("delete", first);
        done("scrub");
        done("stop");
        delete(bank);
        copy(temporary.resolve("earlier"), bank);
        done("start");

        CommandHome.Outcome missed = home.run("scrub");
        assertEquals(1, missed.status(), missed.out());
        assertTrue((missed.out() + missed.err()).contains("--accept-missing"), missed.out() + missed.err());
        assertEquals(1, home.run("show", second).status());
        CommandHome.Outcome warned = done("protect", volume.toString());
        assertTrue(warned.err().contains("it is not there any more"), warned.out() + warned.err());
        done("restore", first, "--to", temporary.resolve("back").toString());
        assertEquals("one", Files.readString(temporary.resolve("back/volume/file")));

        done("scrub", "--accept-missing");
        JsonObject sound = home.json("scrub");
        assertEquals(List.of(), sound.array("findings"), sound::toString);
    }
}
