package org.redoubt.shell.command;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt help}. */
@Component(service = Command.class)
@GogoFunction(function = "help")
public final class Help extends Command {
    private static final List<Usage> LAUNCHER = List.of(
            Usage.of("start", "Starts a runtime for the home, in the background."),
            Usage.of("stop", "Stops it, if there is one; what runs is interrupted and undone."),
            Usage.of("status", "Says whether a runtime serves the home, with exit status 0 in either case."),
            Usage.of("shell", "Opens an interactive shell in the runtime."),
            Usage.of("run", "Is the runtime of the home, in the foreground.").flag("--console", "with the shell of the framework on this terminal"));

    private final CommandBook book;

    /** Made by the component runtime. */
    @Activate
    public Help(@Reference CommandBook book) {
        super(Usage.of("help", "Lists the commands, or explains one.").operands("[COMMAND]", 0, 2));
        this.book = book;
    }

    @Override
    int run(Invocation invocation) throws UsageException {
        List<String> words = invocation.arguments().operands();
        if (!words.isEmpty()) {
            return explain(book.find(words).or(() -> launcher(words)).orElseThrow(() -> new UsageException(
                    "There is no command `" + String.join(" ", words) + "`.", "`redoubt help` lists them.")), invocation);
        }
        List<Usage> all = book.usages().stream().sorted(Comparator.comparing(Usage::name)).toList();
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("launcher", json(LAUNCHER)).put("commands", json(all)).build());
            return DONE;
        }
        invocation.out().println("redoubt [--home DIR] COMMAND ...\n\nThe runtime:");
        LAUNCHER.forEach(usage -> line(invocation, usage));
        invocation.out().println("\nIn the runtime:");
        all.forEach(usage -> line(invocation, usage));
        invocation.out().println("\n`redoubt COMMAND --help` explains one. The home is named with --home DIR or "
                + "REDOUBT_HOME, else it is ~/.redoubt.\nEvery command knows --json, for one document on standard output, --project NAME and --debug; "
                + "`redoubt --version` says what this is.\nExit status: 0 it was done, 1 it failed or was refused, 2 it was not understood.");
        return DONE;
    }

    private static Optional<Usage> launcher(List<String> words) {
        return LAUNCHER.stream().filter(usage -> words.equals(List.of(usage.name()))).findFirst();
    }

    private static JsonArray json(List<Usage> usages) {
        return JsonArray.of(usages.stream().map(usage -> usage.toJson().build()).toList());
    }

    private static void line(Invocation invocation, Usage usage) {
        invocation.out().printf("  %-14s %s%n", usage.name(), usage.summary());
    }
}
