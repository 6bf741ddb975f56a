package org.redoubt.shell.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What was typed")
final class ArgumentsTest {
    private final Usage usage = Usage.of("restore", "Brings it back.")
            .operands("ID", 1, 1)
            .option("--to", "DIR", "where to")
            .option("--resource", "TYPE#ID", "which")
            .option("--limit", "NUMBER", "how many")
            .flag("--keep", "keep it");

    @Test
    @DisplayName("is split into operands and options, wherever they stand")
    void operandsAndOptions() throws Exception {
        Arguments arguments = usage.parse(List.of("--to", "/a b", "latest", "--keep", "--resource=A#1", "--resource", "A#2"));
        assertEquals(List.of("latest"), arguments.operands());
        assertEquals(Optional.of("/a b"), arguments.value("--to"));
        assertEquals(List.of("A#1", "A#2"), arguments.all("--resource"));
        assertTrue(arguments.has("--keep"));
        assertFalse(arguments.has("--json"));
    }

    @Test
    @DisplayName("is an operand behind two hyphens, whatever it looks like")
    void behindTwoHyphens() throws Exception {
        assertEquals(List.of("--keep"), usage.parse(List.of("--", "--keep")).operands());
    }

    @Test
    @DisplayName("needs no operands when only help is wanted")
    void help() throws Exception {
        assertTrue(usage.parse(List.of("-h")).has("--help"));
    }

    @Test
    @DisplayName("is explained with the subcommands there are, each with what it does")
    void members() {
        String help = Usage.of("plan", "Does things with plans.").member(Usage.of("plan list", "Lists plans.")).help();
        assertTrue(help.contains("Commands, each with a --help of its own:\n  redoubt plan list [OPTIONS]\n      Lists plans.\n"), help);
        assertFalse(help.contains("Examples"), help);
    }

    @Test
    @DisplayName("has to have what the synopsis shows as needed, unless only help is wanted")
    void required() throws Exception {
        Usage copy = Usage.of("copy", "Copies it.").operands("ID", 1, 1).required("--to", "PROVIDER", "where to").flag("--keep", "keep it");
        assertEquals("redoubt copy ID --to PROVIDER [OPTIONS]", copy.synopsis());
        assertEquals(Optional.of("offsite"), copy.parse(List.of("latest", "--to=offsite")).value("--to"));
        assertTrue(copy.parse(List.of("--help")).has("--help"));
        UsageException refusal = assertThrows(UsageException.class, () -> copy.parse(List.of("latest", "--keep")));
        assertEquals("`redoubt copy` needs `--to PROVIDER`.", refusal.problem().message());
        assertEquals(Optional.of("Type: redoubt copy ID --to PROVIDER [OPTIONS]."), refusal.problem().hint());
    }

    @Test
    @DisplayName("is refused in one sentence where it makes no sense")
    void refused() {
        for (List<String> wrong : List.of(List.<String>of(), List.of("a", "b"), List.of("a", "--nonsense"), List.of("a", "--to"),
                List.of("a", "--keep=yes"))) {
            UsageException refusal = assertThrows(UsageException.class, () -> usage.parse(wrong), wrong.toString());
            assertTrue(refusal.problem().hint().isPresent());
            assertEquals(1, refusal.problem().message().lines().count());
        }
    }

    @Test
    @DisplayName("is a number only if it is a whole one of 1 or more")
    void numbers() throws Exception {
        assertEquals(Optional.of(7), usage.parse(List.of("a", "--limit", "7")).number("--limit"));
        for (String wrong : List.of("0", "-1", "1.5", "many", "99999999999")) {
            Arguments arguments = usage.parse(List.of("a", "--limit=" + wrong));
            assertThrows(UsageException.class, () -> arguments.number("--limit"), wrong);
        }
    }
}
