package org.redoubt.shell.socket;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.threadio.ThreadIO;
import org.redoubt.shell.console.Visitor;

/** The Gogo functions of scope {@value #SCOPE}, called by name with a list of arguments. */
final class Commands {
    static final String SCOPE = "redoubt";

    private static final int USAGE = 2;

    private final CommandProcessor processor;
    private final ThreadIO streams;

    Commands(CommandProcessor processor, ThreadIO streams) {
        this.processor = processor;
        this.streams = streams;
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
            try {
                function.execute(session, new ArrayList<>(arguments.stream().skip(1).toList()));
            } catch (Exception e) {
                System.err.println("redoubt: " + e.getMessage());
                Visitor.of(session).status(1);
            }
        } else {
            System.err.println("redoubt: There is no command `" + name + "`; `redoubt help` lists them.");
            Visitor.of(session).status(USAGE);
        }
    }

    /** Runs a line of the interactive shell, which is Gogo's language. */
    void execute(CommandSession session, String line) {
        try {
            Object result = session.execute(line);
            if (result != null) {
                System.out.println(session.format(result, 0));
            }
        } catch (Exception e) {
            System.err.println(e.getMessage());
            Visitor.of(session).status(1);
        }
    }

    /** Names of commands that begin like the last word of the line. */
    List<String> complete(CommandSession session, String line) {
        String word = line.substring(line.lastIndexOf(' ') + 1);
        Set<String> names = new TreeSet<>();
        if (session.get(".commands") instanceof Set<?> all) {
            for (Object each : all) {
                String name = each.toString();
                String brief = name.startsWith(SCOPE + ":") ? name.substring(SCOPE.length() + 1) : name;
                if (brief.startsWith(word)) {
                    names.add(brief);
                }
            }
        }
        return List.copyOf(names);
    }
}
