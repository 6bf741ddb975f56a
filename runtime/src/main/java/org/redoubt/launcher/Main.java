package org.redoubt.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** The entry point that the script {@code redoubt} calls. */
public final class Main {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Main() {
    }

    /**
     * @param arguments what the user typed
     */
    public static void main(String[] arguments) {
        Stopping stopping = new Stopping();
        stopping.install();
        stopping.exit(run(List.of(arguments), stopping));
    }

    private static int run(List<String> words, Stopping stopping) {
        Report report = new Report(words.contains("--json"), words.contains("--debug"));
        try {
            CommandLine line = CommandLine.parse(words);
            Map<String, String> environment = System.getenv();
            Home home = Home.choose(line.home(), environment);
            Distribution distribution = new Distribution(Path.of(System.getProperty("redoubt.distribution")));
            return new Verbs(home, distribution, environment, stopping, report).run(line);
        } catch (UsageException e) {
            return report.failure(e, e.problem(), USAGE);
        } catch (RedoubtException e) {
            return report.failure(e, e.problem(), FAILED);
        } catch (Exception e) {
            return report.failure(e, Problem.of(ProblemKind.INTERNAL, e), FAILED);
        }
    }
}
