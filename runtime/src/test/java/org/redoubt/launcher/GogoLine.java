package org.redoubt.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.redoubt.shell.wire.Purpose;
import org.redoubt.shell.wire.Request;
import org.redoubt.shell.wire.Terminal;
import org.redoubt.shell.wire.Wire;

/** Runs a line of Gogo in the shell of a runtime, as a person does who goes past the commands of Redoubt. */
record GogoLine(Path home) {

    /** What is done in a dialogue. */
    private interface Talk<T> {
        T with(Dialogue dialogue) throws IOException, LaunchException;
    }

    /** Runs it to its end, and gives what it said if it failed. */
    String run(String line) throws IOException, LaunchException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        return talk(new PrintStream(said, true, StandardCharsets.UTF_8),
                dialogue -> dialogue.line(line) == 0 ? "" : said.toString(StandardCharsets.UTF_8));
    }

    /** What the last word of a line may become. */
    List<String> complete(String line) throws IOException, LaunchException {
        return talk(new PrintStream(OutputStream.nullOutputStream()), dialogue -> dialogue.complete(line));
    }

    private <T> T talk(PrintStream out, Talk<T> talk) throws IOException, LaunchException {
        try (Wire wire = new Connector(new Home(home)).connect().orElseThrow()) {
            Dialogue dialogue = new Dialogue(wire, out, out);
            if (!dialogue.begin(new Request(Purpose.SHELL, List.of(), home.toString(), Terminal.NONE))) {
                throw new IOException("the runtime did not take the request");
            }
            return talk.with(dialogue);
        }
    }
}
