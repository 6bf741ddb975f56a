package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A command line")
final class CommandLineTest {

    private static List<String> ordered(String... words) throws Exception {
        return CommandLine.parse(List.of(words)).commandFirst();
    }

    @Test
    @DisplayName("has its command first, wherever that stood, and no home")
    void commandFirst() throws Exception {
        assertEquals(List.of("show", "latest", "--json"), ordered("--home", "/h", "show", "latest", "--json"));
        assertEquals(List.of("show", "--project", "show", "show"), ordered("--project", "show", "show", "show"));
        assertEquals(List.of("restore", "--help"), ordered("restore", "--help"));
        assertEquals(List.of("ls", "--", "--home", "x"), ordered("ls", "--", "--home", "x"));
    }

    @Test
    @DisplayName("without a command lists the commands, also when it asks for help")
    void withoutACommand() throws Exception {
        for (List<String> nothing : List.of(List.<String>of(), List.of("--help"), List.of("-h"))) {
            assertEquals(List.of("help"), CommandLine.parse(nothing).commandFirst());
        }
        assertEquals(List.of("help", "--json"), ordered("--json", "--help"));
    }

    @Test
    @DisplayName("without a command has no option that nobody knows")
    void withoutACommandAndWithAnUnknownOption() {
        UsageException refused = assertThrows(UsageException.class, () -> CommandLine.parse(List.of("--jsn")));
        assertEquals("`redoubt` has no option `--jsn`, and no command was given.", refused.problem().message());
    }

    @Test
    @DisplayName("without a command says the version when it is asked for as people ask other programs")
    void theVersionAsAnOption() throws Exception {
        assertEquals(List.of("version"), ordered("--version"));
        assertEquals(List.of("version", "--json"), ordered("-V", "--json"));
        assertEquals(List.of("version"), ordered("--home", "/h", "--version", "--help"));
        assertEquals(List.of("show", "--version"), ordered("--version", "show"));
    }
}
