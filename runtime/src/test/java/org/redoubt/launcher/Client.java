package org.redoubt.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.redoubt.shell.wire.Purpose;
import org.redoubt.shell.wire.Request;
import org.redoubt.shell.wire.Terminal;
import org.redoubt.shell.wire.Wire;

/**
 * Talks to the runtime of a home as the launcher does, without a process for each command.
 *
 * @param home the home
 */
record Client(Home home) {

    /** Runs a command to its end. */
    Answer run(String... words) throws IOException, LaunchException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (Wire wire = new Connector(home).connect().orElseThrow(() -> new IOException("no runtime listens"))) {
            Dialogue dialogue = new Dialogue(wire, new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));
            if (!dialogue.begin(new Request(Purpose.COMMAND, List.of(words), home.root().toString(), Terminal.NONE))) {
                throw new IOException("the runtime did not take the request");
            }
            int status = dialogue.finish();
            return new Answer(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }
}
