package org.redoubt.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.shell.wire.Frame;
import org.redoubt.shell.wire.FrameKind;
import org.redoubt.shell.wire.Request;
import org.redoubt.shell.wire.Wire;

/** One request to the runtime and what comes back. */
final class Dialogue {
    private final Wire wire;
    private final PrintStream out;
    private final PrintStream err;

    Dialogue(Wire wire, PrintStream out, PrintStream err) {
        this.wire = wire;
        this.out = out;
        this.err = err;
    }

    /**
     * Sends the request.
     *
     * @return whether the runtime took it; one that is about to leave does not, and then nothing has happened
     */
    boolean begin(Request request) {
        try {
            wire.send(request.toFrame());
            return wire.receive().filter(frame -> frame.kind() == FrameKind.WELCOME).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** Passes output on until the command has ended, and gives its exit status. */
    int finish() throws IOException, LaunchException {
        while (true) {
            Optional<Frame> frame = wire.receive();
            if (frame.isEmpty()) {
                throw new LaunchException(ProblemKind.UNAVAILABLE, "The runtime ended before the command did.",
                        "Look at `redoubt operations --open`, and at the log in the home.");
            }
            OptionalInt status = take(frame.get());
            if (status.isPresent()) {
                return status.getAsInt();
            }
        }
    }

    private OptionalInt take(Frame frame) throws IOException {
        switch (frame.kind()) {
            case OUT -> pass(frame, out);
            case ERR -> pass(frame, err);
            case EXIT -> {
                return OptionalInt.of(frame.number());
            }
            default -> {
                // A newer runtime may send kinds that this client can do without.
            }
        }
        return OptionalInt.empty();
    }

    private static void pass(Frame frame, PrintStream stream) {
        stream.write(frame.payload(), 0, frame.payload().length);
        stream.flush();
    }

    /** Has a line executed, passing output on, and gives its exit status. */
    int line(String text) throws IOException, LaunchException {
        wire.send(Frame.of(FrameKind.LINE, text));
        return finish();
    }

    /** What the last word of a line may become. */
    List<String> complete(String text) throws IOException {
        wire.send(Frame.of(FrameKind.COMPLETE, text));
        return wire.receive().filter(frame -> frame.kind() == FrameKind.CANDIDATES)
                .map(frame -> frame.text().lines().toList()).orElse(List.of());
    }

    /** Says how wide the terminal is. */
    void resize(int columns) throws IOException {
        wire.send(Frame.of(FrameKind.RESIZE, columns));
    }

    /** Asks the runtime to stop what it does for us; what it has begun is undone before {@link #finish} returns. */
    void interrupt() {
        try {
            wire.send(Frame.of(FrameKind.INTERRUPT));
        } catch (IOException e) {
            // The runtime is gone, and with it what was to be interrupted.
        }
    }
}
