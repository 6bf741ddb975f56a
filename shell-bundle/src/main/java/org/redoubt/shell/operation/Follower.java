package org.redoubt.shell.operation;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProgressView;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.console.Interrupts;
import org.redoubt.shell.console.Visitor;
import org.redoubt.shell.render.Human;

/** Waits for an operation, showing how far it is, and passes an interrupt on to it. */
public final class Follower {
    private static final Duration PAINT = Duration.ofMillis(150);
    private static final Duration SPEAK = Duration.ofSeconds(30);
    private static final int MOST_WARNINGS = 10;

    private final Visitor visitor;
    private final PrintStream err;
    private final boolean quiet;
    private final Passing time;

    /**
     * @param visitor who waits
     * @param err where progress is shown
     * @param quiet whether nothing is to be shown at all
     */
    public Follower(Visitor visitor, PrintStream err, boolean quiet) {
        this(visitor, err, quiet, new RealPassing());
    }

    Follower(Visitor visitor, PrintStream err, boolean quiet, Passing time) {
        this.visitor = visitor;
        this.err = err;
        this.quiet = quiet;
        this.time = time;
    }

    /** The last view of the operation, undo included. */
    public OperationView await(OperationHandle handle) throws InterruptedException {
        Interrupts.Scope scope = visitor.interrupts()
                .handle(() -> handle.cancel("It was interrupted by " + visitor.user() + "."));
        try {
            OperationView last = visitor.terminal().err() && !quiet ? watch(handle) : listen(handle);
            if (!quiet) {
                warn(last);
            }
            return last;
        } finally {
            scope.close();
        }
    }

    private void warn(OperationView last) {
        last.warnings().stream().limit(MOST_WARNINGS).forEach(warning -> err.println("warning: " + Complaint.sentence(warning)));
        int kept = last.warnings().size();
        long more = last.warningCount() - Math.min(MOST_WARNINGS, kept);
        if (more > 0) {
            err.println("warning: and " + more + " more" + (kept > MOST_WARNINGS ? "; `redoubt operations " + last.id() + " --json` lists "
                    + (last.warningCount() > kept ? "the first " + kept : "all") : "") + ".");
        }
    }

    private OperationView watch(OperationHandle handle) throws InterruptedException {
        ProgressLine line = new ProgressLine(err, time::nanos);
        OperationType type = handle.view().type();
        try {
            while (true) {
                Optional<OperationView> last = time.end(handle, PAINT);
                if (last.isPresent()) {
                    return last.get();
                }
                line.paint(type, handle.state(), handle.progress(), visitor.terminal());
            }
        } finally {
            line.erase();
        }
    }

    private OperationView listen(OperationHandle handle) throws InterruptedException {
        OperationType type = handle.view().type();
        while (true) {
            Optional<OperationView> last = time.end(handle, SPEAK);
            if (last.isPresent()) {
                return last.get();
            }
            if (!quiet) {
                err.println(type.word() + " " + handle.state().word() + ": " + amount(handle.progress()));
            }
        }
    }

    private static String amount(ProgressView progress) {
        boolean known = progress.bytesDone() < progress.bytesTotal();
        return Human.bytes(progress.bytesDone()) + (known ? " of " + Human.bytes(progress.bytesTotal()) : "");
    }

    /** One sentence on why an operation did not succeed. */
    public static String reason(OperationView view) {
        return view.problems().stream().findFirst().map(Complaint::sentence)
                .orElse("It ended as " + view.state().word() + ".");
    }
}
