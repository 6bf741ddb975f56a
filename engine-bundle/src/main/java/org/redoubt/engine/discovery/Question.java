package org.redoubt.engine.discovery;

import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.ContextLoader;

/**
 * A question to a plugin.
 *
 * @param label the name of the plugin
 * @param about what is asked, such as {@code the dependents of T#id}
 * @param subject the resource or type it is about
 * @param owner the plugin, for its class loader
 * @param body how it is asked
 * @param <A> the answer
 */
record Question<A>(String label, String about, String subject, Object owner, Body<A> body) {

    /**
     * How a question is asked.
     *
     * @param <A> the answer
     */
    @FunctionalInterface
    interface Body<A> {
        A ask() throws Exception;
    }

    /** Asks. Whatever is thrown becomes a value, so that nothing of the plugin outlives its answer. */
    Answer<A> ask() {
        try {
            return Answer.of(ContextLoader.with(owner, body::ask));
        } catch (RedoubtException e) {
            // What a plugin says in its own words is for people already.
            Problem said = e.problem();
            return Answer.failed(said.subject().isPresent() ? said : said.subject(subject));
        } catch (BrokenContractException e) {
            return Answer.failed(problem(ProblemKind.PLUGIN, e.getMessage()));
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            if (e instanceof InterruptedException) {
                return Answer.failed(problem(ProblemKind.CANCELLED, "it was interrupted"));
            }
            return Answer.failed(problem(ProblemKind.PLUGIN, Problem.of(ProblemKind.PLUGIN, e).message()));
        }
    }

    /** The problem that there is no answer. */
    Problem problem(ProblemKind kind, String reason) {
        String end = reason.endsWith(".") ? "" : ".";
        Problem problem = Problem.of(kind, "The plugin " + label + " could not tell " + about + ": " + reason + end).subject(subject);
        return switch (kind) {
            case CANCELLED -> problem.hint("Ask again.");
            case TIMEOUT -> problem.hint("Look into what " + label + " waits for, then try again.");
            default -> problem.hint("Mend what it says, or use another version of " + label + ".");
        };
    }
}
