package org.redoubt.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                if (++i == words.size()) {
                    throw new UsageException(Problem.of(ProblemKind.INVALID, "--home needs a directory."));
                }
                home = Optional.of(words.get(i));
            } else if (options && word.startsWith("--home=")) {
                home = Optional.of(word.substring("--home=".length()));
            } else {
                rest.add(word);
            }
        }
        List<String> flags = rest.contains("--") ? rest.subList(0, rest.indexOf("--")) : rest;
        return new CommandLine(home, flags.contains("--json"), flags.contains("--debug"), rest);
    }

    /** The first word that is no option; {@code help} when there is none. */
    String command() {
        return arguments.stream().filter(word -> !word.startsWith("-")).findFirst().orElse("help");
    }

    /** The command first, then everything else in its order, as the runtime wants it. */
    List<String> commandFirst() {
        List<String> ordered = new ArrayList<>(arguments);
        ordered.remove(command());
        ordered.addFirst(command());
        return ordered;
    }
}
