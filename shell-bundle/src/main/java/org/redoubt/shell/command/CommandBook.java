package org.redoubt.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.redoubt.shell.usage.Option;
import org.redoubt.shell.usage.Usage;

/**
 * All commands that are there, for help and completion. They are looked up when asked for: most runs of a runtime never
 * ask, and then no command is made but the one that runs.
 */
@Component(service = CommandBook.class)
public final class CommandBook {
    private final BundleContext context;

    /** Made by the component runtime. */
    @Activate
    public CommandBook(BundleContext context) {
        this.context = context;
    }

    List<Usage> usages() {
        return commands().stream().map(Command::usage).toList();
    }

    /** The usage of a command or, of two words, of a member of a group. */
    Optional<Usage> find(List<String> words) {
        return command(words).map(Command::usage);
    }

    /** A command or, of two words, a member of a group. */
    Optional<Command> command(List<String> words) {
        Optional<Command> first = words.isEmpty() ? Optional.empty() : commands().stream()
                .filter(command -> command.usage().name().equals(words.getFirst())).findFirst();
        if (first.isPresent() && words.size() > 1) {
            return first.get() instanceof CommandGroup group
                    ? Optional.ofNullable(group.members().get(words.get(1)))
                    : Optional.empty();
        }
        return first;
    }

    private List<Command> commands() {
        List<Command> found = new ArrayList<>();
        try {
            for (ServiceReference<Command> reference : context.getServiceReferences(Command.class, null)) {
                Command command = context.getService(reference);
                if (command != null) {
                    found.add(command);
                    context.ungetService(reference);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    /** What the last word of a line may become. */
    public List<String> complete(String line) {
        List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
        words.removeIf(String::isEmpty);
        String last = line.isEmpty() || line.endsWith(" ") ? "" : words.removeLast();
        return candidates(words).stream().filter(word -> word.startsWith(last)).sorted().toList();
    }

    private List<String> candidates(List<String> before) {
        if (before.isEmpty()) {
            return usages().stream().map(Usage::name).toList();
        }
        Optional<Command> command = command(before.subList(0, Math.min(2, before.size())))
                .or(() -> command(before.subList(0, 1)));
        if (command.isEmpty()) {
            return List.of();
        }
        if (command.get() instanceof CommandGroup group) {
            return List.copyOf(group.members().keySet());
        }
        return command.get().usage().options().stream().map(Option::name).toList();
    }
}
