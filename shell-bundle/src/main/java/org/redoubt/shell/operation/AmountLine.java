package org.redoubt.shell.operation;

import java.io.PrintStream;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.wire.Terminal;

/** How far something is of which the whole is known: a line on a terminal that is painted again and again, else a line now and then. For one thread. */
public final class AmountLine implements AutoCloseable {
    private static final String ERASE = "\r\u001b[K";
    private static final long PAINT_NANOS = 150_000_000L;
    private static final long SPEAK_NANOS = 30_000_000_000L;

    private final String what;
    private final Terminal terminal;
    private final PrintStream err;
    private final boolean quiet;
    private final long begun = System.nanoTime();
    private long last = begun;

    /**
     * @param what in one word
     * @param terminal where it is shown
     * @param err standard error
     * @param quiet whether nothing is shown
     */
    public AmountLine(String what, Terminal terminal, PrintStream err, boolean quiet) {
        this.what = what;
        this.terminal = terminal;
        this.err = err;
        this.quiet = quiet;
    }

    /** Shows how far it is, if that was not done just before. */
    public void show(long done, long of) {
        long now = System.nanoTime();
        if (quiet || now - last < (terminal.err() ? PAINT_NANOS : SPEAK_NANOS)) {
            return;
        }
        last = now;
        String line = what + " " + Human.bytes(done) + " of " + Human.bytes(of) + "  " + Human.bytes((long) (done / ((now - begun) / 1e9))) + "/s";
        if (terminal.err()) {
            err.print(ERASE + line.substring(0, Math.min(line.length(), Math.max(0, terminal.columns() - 1))));
            err.flush();
        } else {
            err.println(line);
        }
    }

    @Override
    public void close() {
        if (terminal.err() && !quiet) {
            err.print(ERASE);
            err.flush();
        }
    }
}
