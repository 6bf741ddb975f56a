package org.redoubt.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.redoubt.shell.wire.Purpose;
import org.redoubt.shell.wire.Request;
import org.redoubt.shell.wire.Terminal;

/** What the script found out about the caller, whose terminal Java cannot ask about. */
final class Surroundings {
    private final Map<String, String> environment;

    Surroundings(Map<String, String> environment) {
        this.environment = environment;
    }

    Request request(Purpose purpose, List<String> arguments) {
        return new Request(purpose, arguments, Path.of("").toAbsolutePath().toString(), terminal());
    }

    /** Whether a person types. */
    boolean readsFromTerminal() {
        return environment.getOrDefault("REDOUBT_TERMINALS", "").contains("in");
    }

    private Terminal terminal() {
        String streams = environment.getOrDefault("REDOUBT_TERMINALS", "");
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(columns(), streams.contains("out"), streams.contains("err"), colour);
    }

    private int columns() {
        try {
            return Integer.parseInt(environment.getOrDefault("COLUMNS", "80"));
        } catch (NumberFormatException e) {
            return Terminal.NONE.columns();
        }
    }
}
