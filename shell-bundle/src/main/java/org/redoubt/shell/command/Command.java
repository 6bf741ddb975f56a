package org.redoubt.shell.command;

import java.io.PrintStream;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.RefusedException;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.console.Visitor;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/**
 * A command: a Gogo function that reads its arguments by its usage and turns every error into one sentence. It prints
 * to what {@code System.out} and {@code System.err} are for its thread, so it can stand in a pipe of Gogo, and leaves
 * its exit status with the visitor of the session.
 */
abstract class Command implements Function {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    /** Wherever the interrupt struck: what was asked just then is no business of who gave it. */
    private static final Problem NOT_BEGUN = Problem.of(ProblemKind.CANCELLED, "The command was interrupted before anything was done.")
            .hint("Run it again.");

    private final Usage usage;

    Command(Usage usage) {
        this.usage = usage;
    }

    Usage usage() {
        return usage;
    }

    /**
     * Does what the command is for.
     *
     * @return the exit status
     */
    abstract int run(Invocation invocation) throws Exception;

    @Override
    public final Object execute(CommandSession session, List<Object> arguments) {
        Visitor visitor = Visitor.of(session);
        visitor.status(execute(visitor, arguments.stream().map(String::valueOf).toList(), System.out, System.err));
        return null;
    }

    /** Prints the help of a command. */
    static int explain(Usage usage, Invocation invocation) {
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("command", usage.toJson().put("help", usage.help()).build()).build());
        } else {
            invocation.out().print(usage.help());
        }
        return DONE;
    }

    /** Runs the command for a visitor and gives its exit status. */
    int execute(Visitor visitor, List<String> words, PrintStream out, PrintStream err) {
        Complaint complaint = new Complaint(words, out, err);
        try {
            Invocation invocation = new Invocation(visitor, usage.parse(words), out, err);
            if (invocation.arguments().has("--help")) {
                return explain(usage, invocation);
            }
            return run(invocation);
        } catch (UsageException e) {
            complaint.tell(List.of(e.problem()), e);
            return USAGE;
        } catch (RefusedException e) {
            boolean interrupted = e.problems().stream().allMatch(problem -> problem.kind() == ProblemKind.CANCELLED);
            complaint.tell(interrupted ? List.of(NOT_BEGUN) : e.problems(), e);
        } catch (RedoubtException e) {
            complaint.tell(List.of(e.problem()), e);
        } catch (InterruptedException e) {
            complaint.tell(List.of(Problem.of(ProblemKind.CANCELLED, "The command was interrupted.")), e);
        } catch (Exception e) {
            complaint.tell(List.of(Problem.of(ProblemKind.INTERNAL, e)
                    .hint("Run it again with --debug and report what it shows.")), e);
        }
        return FAILED;
    }
}
