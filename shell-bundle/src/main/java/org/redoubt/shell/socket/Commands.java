package org.redoubt.shell.socket;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.threadio.ThreadIO;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.shell.command.CommandBook;
import org.redoubt.shell.command.Reminder;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.console.Visitor;

/** The Gogo functions of scope {@value #SCOPE}, called by name with a list of arguments. */
final class Commands {
    static final String SCOPE = "redoubt";

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final CommandProcessor processor;
    private final ThreadIO streams;
    private final CommandBook book;
    private final Reminder reminder;

    Commands(CommandProcessor processor, ThreadIO streams, CommandBook book, Reminder reminder) {
        this.processor = processor;
        this.streams = streams;
        this.book = book;
        this.reminder = reminder;
    }

    CommandSession open(InputStream in, PrintStream out, PrintStream err) {
        return processor.createSession(in, out, err);
    }

    /** Does {@code work} with System.out and System.err of this thread, and of those that it starts, redirected. */
    void redirected(PrintStream out, PrintStream err, Runnable work) {
        streams.setStreams(InputStream.nullInputStream(), out, err);
        try {
            work.run();
        } finally {
            streams.close();
        }
    }

    /** Runs one command; the arguments are not parsed again. */
    void run(CommandSession session, List<String> arguments) {
        String name = arguments.isEmpty() ? "help" : arguments.getFirst();
        if (session.get(SCOPE + ":" + name) instanceof Function function) {
            List<Object> rest = new ArrayList<>(arguments.stream().skip(1).toList());
            try {
                function.execute(session, rest);
                reminder.remind(Visitor.of(session), name, System.err);
            } catch (Exception e) {
                new Complaint(arguments, System.out, System.err).tell(List.of(Problem.of(ProblemKind.INTERNAL, e)), e);
                Visitor.of(session).status(FAILED);
            }
        } else {
            new Complaint(arguments, System.out, System.err).tell(List.of(unknown(name)));
            Visitor.of(session).status(USAGE);
        }
    }

    private static Problem unknown(String name) {
        return Problem.of(ProblemKind.INVALID, "There is no command `" + name + "`.").hint("`redoubt help` lists them.");
    }

    /** Runs a line of the interactive shell, which is Gogo's language. */
    void execute(CommandSession session, String line) {
        try {
            Object result = session.execute(line);
            if (result != null) {
                System.out.println(session.format(result, 0));
            }
        } catch (CommandNotFoundException e) {
            wrong(session, line, unknown(e.getCommand()));
        } catch (InterruptedException e) {
            System.err.println("redoubt: The command was interrupted.");
            Visitor.of(session).status(FAILED);
        } catch (Exception e) {
            // Gogo wraps it where a line ends too early, so that a shell could ask for more.
            if (e instanceof SyntaxError || e.getCause() instanceof SyntaxError) {
                wrong(session, line, Problem.of(ProblemKind.INVALID, "The line cannot be read: " + e.getMessage() + ".")
                        .hint("Put words with spaces or special characters in quotation marks."));
                return;
            }
            System.err.println(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            Visitor.of(session).status(FAILED);
        }
    }

    private static void wrong(CommandSession session, String line, Problem problem) {
        new Complaint(List.of(line.strip().split("\\s+")), System.out, System.err).tell(List.of(problem));
        Visitor.of(session).status(USAGE);
    }

    /** What the last word of a line may become. */
    List<String> complete(Visitor visitor, String line) {
        return book.complete(visitor.user(), line.startsWith(SCOPE + ":") ? line.substring(SCOPE.length() + 1) : line);
    }
}
