package org.redoubt.shell.console;

import java.nio.file.Path;
import org.apache.felix.service.command.CommandSession;
import org.redoubt.shell.wire.Terminal;

/**
 * Who runs commands in a Gogo session, and from where. The socket puts one into each session that it opens; a session
 * of the plain Gogo shell has none and gets the runtime's own surroundings.
 */
public final class Visitor {
    private static final String VARIABLE = "redoubt.visitor";

    private final String user;
    private final Path directory;
    private final Interrupts interrupts = new Interrupts();
    private volatile Terminal terminal;
    private volatile int status;

    public Visitor(String user, Path directory, Terminal terminal) {
        this.user = user;
        this.directory = directory;
        this.terminal = terminal;
    }

    /** The visitor of a session; a local one when it did not come through the socket. */
    public static Visitor of(CommandSession session) {
        if (session.get(VARIABLE) instanceof Visitor visitor) {
            return visitor;
        }
        Visitor local = new Visitor(System.getProperty("user.name", "unknown"),
                Path.of("").toAbsolutePath(), Terminal.NONE);
        local.enter(session);
        return local;
    }

    public void enter(CommandSession session) {
        session.put(VARIABLE, this);
    }

    /** The operating system's name of the user at the other end. */
    public String user() {
        return user;
    }

    /** What a relative path of this visitor is relative to. */
    public Path directory() {
        return directory;
    }

    public Terminal terminal() {
        return terminal;
    }

    public void resize(int columns) {
        terminal = terminal.withColumns(columns);
    }

    public Interrupts interrupts() {
        return interrupts;
    }

    /** The exit status of the last command of this session. */
    public int status() {
        return status;
    }

    public void status(int newStatus) {
        status = newStatus;
    }
}
