package org.redoubt.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;

/** A shell for a person: editing, history and completion happen here, the commands in the runtime. */
final class InteractiveShell {
    private static final Set<String> LEAVE = Set.of("exit", "quit", "logout");

    private final Dialogue dialogue;
    private final Path history;

    InteractiveShell(Dialogue dialogue, Path history) {
        this.dialogue = dialogue;
        this.history = history;
    }

    int run() throws IOException, LaunchException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).nativeSignals(true).build()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("redoubt")
                    .completer(this::complete)
                    .variable(LineReader.HISTORY_FILE, history)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            terminal.writer().println("Type a command; `help` lists them, Tab completes, Ctrl-D leaves.");
            return read(terminal, reader);
        }
    }

    private int read(Terminal terminal, LineReader reader) throws IOException, LaunchException {
        int status = 0;
        while (true) {
            try {
                String line = reader.readLine("redoubt> ");
                if (LEAVE.contains(line.strip())) {
                    return status;
                }
                if (!line.isBlank()) {
                    status = execute(terminal, line);
                }
            } catch (UserInterruptException e) {
                // Ctrl-C at the prompt drops the line.
            } catch (EndOfFileException e) {
                return status;
            }
        }
    }

    private int execute(Terminal terminal, String line) throws IOException, LaunchException {
        dialogue.resize(terminal.getColumns());
        // The terminal's own handler is not asked on a dumb terminal, and then Ctrl-C would end the shell.
        Object before = Signals.register("INT", dialogue::interrupt);
        try {
            return dialogue.line(line);
        } finally {
            Signals.unregister("INT", before);
        }
    }

    private void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        try {
            dialogue.complete(line.line().substring(0, line.cursor())).forEach(word -> candidates.add(new Candidate(word)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
