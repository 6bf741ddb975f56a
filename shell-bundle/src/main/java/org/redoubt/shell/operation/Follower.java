package org.redoubt.shell.operation;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationView;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.console.Interrupts;
import org.redoubt.shell.console.Visitor;
import org.redoubt.shell.render.Human;

/** Waits for an operation, showing how far it is, and passes an interrupt on to it. */
public final class Follower {
    private static final Duration PAINT = Duration.ofMillis(150);
    private static final Duration SPEAK = Duration.ofSeconds(30);

    private final Visitor visitor;
    private final PrintStream err;
    private final boolean quiet;

    /**
     * @param visitor who waits
     * @param err where progress is shown
     * @param quiet whether nothing is to be shown at all
     */
    public Follower(Visitor visitor, PrintStream err, boolean quiet) {
        this.visitor = visitor;
        this.err = err;
        this.quiet = quiet;
    }

    /** The last view of the operation, undo included. */
    public OperationView await(OperationHandle handle) throws InterruptedException {
        Interrupts.Scope scope = visitor.interrupts()
                .handle(() -> handle.cancel("It was interrupted by " + visitor.user() + "."));
        try {
            OperationView last = visitor.terminal().err() && !quiet ? watch(handle) : listen(handle);
            if (!quiet) {
                last.warnings().forEach(warning -> err.println("warning: " + Complaint.sentence(warning)));
                if (last.warningCount() > last.warnings().size()) {
                    err.println("warning: and " + (last.warningCount() - last.warnings().size()) + " more.");
                }
            }
            return last;
        } finally {
            scope.close();
        }
    }

    private OperationView watch(OperationHandle handle) throws InterruptedException {
        ProgressLine line = new ProgressLine(err);
        try {
            while (true) {
                OperationView view = next(handle, PAINT);
                if (view.state().ended()) {
                    return view;
                }
                line.paint(view, visitor.terminal());
            }
        } finally {
            line.erase();
        }
    }

    private OperationView listen(OperationHandle handle) throws InterruptedException {
        while (true) {
            OperationView view = next(handle, SPEAK);
            if (view.state().ended()) {
                return view;
            }
            if (!quiet) {
                err.println(view.type().word() + " " + view.state().word() + ": "
                        + Human.bytes(view.progress().bytesDone()) + " of " + Human.bytes(view.progress().bytesTotal()));
            }
        }
    }

    private static OperationView next(OperationHandle handle, Duration patience) throws InterruptedException {
        CompletableFuture<OperationView> done = handle.done().toCompletableFuture();
        try {
            return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return handle.view();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** One sentence on why an operation did not succeed. */
    public static String reason(OperationView view) {
        return view.problems().stream().findFirst().map(Complaint::sentence)
                .orElse("It ended as " + view.state().word() + ".");
    }
}
