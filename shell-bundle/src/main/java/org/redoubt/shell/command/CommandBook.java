package org.redoubt.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.shell.usage.Usage;

/**
 * All commands that are there, for help and completion. They are looked up when asked for: most runs of a runtime never
 * ask, and then no command is made but the one that runs.
 */
@Component(service = CommandBook.class)
public final class CommandBook {
    private final BundleContext context;
    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public CommandBook(BundleContext context, @Reference FrontDoor door) {
        this.context = context;
        this.door = door;
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

    /** What the last word of a line may become, for somebody who types it. */
    public List<String> complete(String user, String line) {
        return new Completion(this, new Names(door, Caller.of(user, ProjectId.DEFAULT))).of(line);
    }
}
