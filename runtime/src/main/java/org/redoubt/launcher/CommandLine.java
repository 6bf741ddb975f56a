package org.redoubt.launcher;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/**
 * The arguments of {@code redoubt}, with what concerns the launcher taken out of them.
 *
 * @param home the home that was named
 * @param json whether answers are wanted as JSON
 * @param debug whether errors are shown with their stack traces
 * @param arguments the command and what belongs to it, without the home
 */
record CommandLine(Optional<String> home, boolean json, boolean debug, List<String> arguments) {

    private static final String HELP = "help";
    private static final Set<String> ASKS_FOR_HELP = Set.of("--help", "-h");
    private static final Set<String> ASKS_FOR_VERSION = Set.of("--version", "-V");
    private static final String PROJECT = "--project";
    private static final Set<String> WITHOUT_COMMAND = Set.of("--help", "-h", "--version", "-V", "--json", "--debug", PROJECT);

    CommandLine {
        arguments = List.copyOf(arguments);
    }

    static CommandLine parse(List<String> words) throws UsageException {
        Optional<String> home = Optional.empty();
        List<String> rest = new ArrayList<>();
        boolean options = true;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            options &= !word.equals("--");
            if (options && word.equals("--home")) {
                home = Optional.of(directory(++i == words.size() ? "" : words.get(i)));
            } else if (options && word.startsWith("--home=")) {
                home = Optional.of(directory(word.substring("--home=".length())));
            } else {
                rest.add(word);
            }
        }
        CommandLine line = new CommandLine(home, flags(rest).contains("--json"), flags(rest).contains("--debug"), rest);
        line.refuseUnknown();
        return line;
    }

    /** Without a command there is nobody else who would know what an option means. */
    private void refuseUnknown() throws UsageException {
        Optional<String> unknown = place().isPresent() ? Optional.empty() : flags(arguments).stream()
                .filter(word -> word.startsWith("-") && !WITHOUT_COMMAND.contains(word) && !word.startsWith(PROJECT + "=")).findFirst();
        if (unknown.isPresent()) {
            throw new UsageException(Problem.of(ProblemKind.INVALID, "`redoubt` has no option `" + unknown.get() + "`, and no command was given.")
                    .hint("See `redoubt help`."));
        }
    }

    /** A name that is empty, as that of an unset variable of a script, would mean the current directory. */
    private static String directory(String name) throws UsageException {
        if (name.isEmpty()) {
            throw new UsageException(Problem.of(ProblemKind.INVALID, "--home needs a directory.")
                    .hint("Name one, or leave --home out for that of REDOUBT_HOME, else ~/.redoubt."));
        }
        return name;
    }

    /**
     * The first word that is neither an option nor the value of one that all commands have. When there is none, {@code version} if an option asks
     * for that, else {@code help}.
     */
    String command() {
        if (place().isPresent()) {
            return arguments.get(place().getAsInt());
        }
        return Collections.disjoint(arguments, ASKS_FOR_VERSION) ? HELP : "version";
    }

    private OptionalInt place() {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).equals(PROJECT)) {
                i++;
            } else if (!arguments.get(i).startsWith("-")) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** The command first, then everything else in its order, as the runtime wants it. */
    List<String> commandFirst() {
        List<String> ordered = new ArrayList<>(arguments);
        // Asked of no command in particular, help is the list of them and the version that of all.
        place().ifPresentOrElse(ordered::remove, () -> {
            ordered.removeAll(ASKS_FOR_HELP);
            ordered.removeAll(ASKS_FOR_VERSION);
        });
        ordered.addFirst(command());
        return ordered;
    }

    /** The command first, then everything else but the project, for what is done on behalf of none. */
    List<String> withoutProject() {
        List<String> words = commandFirst();
        for (int at = words.indexOf(PROJECT); at >= 0 && at + 1 < words.size(); at = words.indexOf(PROJECT)) {
            words.subList(at, at + 2).clear();
        }
        words.removeIf(word -> word.startsWith(PROJECT + "="));
        return words;
    }

    /** The same with one more option for the command. */
    CommandLine with(String option) {
        List<String> more = commandFirst();
        more.add(1, option);
        return new CommandLine(home, json, debug, more);
    }

    /** Whether the command is to be explained and not run. */
    boolean asksForHelp() {
        return flags(arguments).contains("--help");
    }

    /** What explains the command. */
    CommandLine explained() {
        List<String> words = new ArrayList<>(List.of(HELP, command()));
        flags(arguments).stream().filter(Set.of("--json", "--debug")::contains).forEach(words::add);
        return new CommandLine(home, json, debug, words);
    }

    private static List<String> flags(List<String> words) {
        return words.contains("--") ? words.subList(0, words.indexOf("--")) : words;
    }
}
