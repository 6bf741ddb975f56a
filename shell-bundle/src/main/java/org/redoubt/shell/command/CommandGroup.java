package org.redoubt.shell.command;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redoubt.shell.console.Visitor;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** A command whose first word says which of several is meant. */
abstract class CommandGroup extends Command {
    private final Map<String, Command> members = new LinkedHashMap<>();

    CommandGroup(String name, String summary, List<? extends Command> commands) {
        super(usage(name, summary, commands));
        commands.forEach(command -> members.put(command.usage().name().substring(name.length() + 1), command));
    }

    private static Usage usage(String name, String summary, List<? extends Command> commands) {
        Usage usage = Usage.of(name, summary)
                .operands(String.join("|", commands.stream()
                        .map(command -> command.usage().name().substring(name.length() + 1)).toList()), 1, 1);
        for (Command command : commands) {
            usage = usage.member(command.usage());
        }
        return usage;
    }

    Map<String, Command> members() {
        return members;
    }

    @Override
    final int execute(Visitor visitor, List<String> words, PrintStream out, PrintStream err) {
        Command member = words.isEmpty() ? null : members.get(words.getFirst());
        return member == null
                ? super.execute(visitor, words, out, err)
                : member.execute(visitor, words.subList(1, words.size()), out, err);
    }

    @Override
    final int run(Invocation invocation) throws Exception {
        throw new UsageException("`redoubt " + usage().name() + "` does not understand `"
                + invocation.arguments().operands().getFirst() + "`.", "Type: " + usage().synopsis() + ".");
    }
}
