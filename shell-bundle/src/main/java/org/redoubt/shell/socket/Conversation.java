package org.redoubt.shell.socket;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.felix.service.command.CommandSession;
import org.redoubt.shell.console.Visitor;
import org.redoubt.shell.wire.Frame;
import org.redoubt.shell.wire.FrameKind;
import org.redoubt.shell.wire.Wire;

/** A Gogo session whose streams are frames. Lines run one after the other; interrupts come in between. */
final class Conversation implements AutoCloseable {
    private static final String BYE = "\u0004";
    private static final Duration LONGEST_COMPLETION = Duration.ofSeconds(5);

    private final Visitor visitor;
    private final Commands commands;
    private final Outbox outbox;
    private final PrintStream out;
    private final PrintStream err;
    private final CommandSession session;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Conversation(Visitor visitor, Commands commands, Outbox outbox) {
        this.visitor = visitor;
        this.commands = commands;
        this.outbox = outbox;
        this.out = stream(FrameKind.OUT, outbox);
        this.err = stream(FrameKind.ERR, outbox);
        this.session = commands.open(InputStream.nullInputStream(), out, err);
        visitor.enter(session);
        // In a line of the shell our own commands win over others of the same name.
        session.put("SCOPE", Commands.SCOPE + ":*");
    }

    private static PrintStream stream(FrameKind kind, Outbox outbox) {
        return new PrintStream(
                new BufferedOutputStream(new FrameOutput(kind, outbox)), false, StandardCharsets.UTF_8);
    }

    /** Reads what the client sends meanwhile, from a thread of its own. */
    void listen(Wire wire) {
        Thread.ofPlatform().daemon().name("redoubt-ear").start(() -> {
            try {
                for (Optional<Frame> f = wire.receive(); f.isPresent(); f = wire.receive()) {
                    hear(f.get());
                }
            } catch (IOException e) {
                // A client that is killed is one that has left.
            } finally {
                lines.add(BYE);
                visitor.interrupts().raise();
            }
        });
    }

    private void hear(Frame frame) throws IOException {
        switch (frame.kind()) {
            case INTERRUPT -> visitor.interrupts().raise();
            case RESIZE -> visitor.resize(frame.number());
            case LINE -> lines.add(frame.text());
            case COMPLETE -> outbox.accept(Frame.of(FrameKind.CANDIDATES, String.join("\n", candidates(frame.text()))));
            default -> throw new IOException("unexpected frame " + frame.kind());
        }
    }

    /** What can be offered soon: a bank that is slow to answer keeps nobody from typing on, or from Ctrl-C. */
    private List<String> candidates(String line) {
        FutureTask<List<String>> completion = new FutureTask<>(() -> commands.complete(visitor, line));
        Thread.ofVirtual().name("redoubt-completion").start(completion);
        try {
            return completion.get(LONGEST_COMPLETION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException none) {
            completion.cancel(true);
            return List.of();
        } catch (InterruptedException e) {
            completion.cancel(true);
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    int command(List<String> arguments) {
        return run(() -> commands.run(session, arguments));
    }

    int lines() throws InterruptedException {
        for (String line = lines.take(); !line.equals(BYE); line = lines.take()) {
            String text = line;
            outbox.accept(Frame.of(FrameKind.EXIT, run(() -> commands.execute(session, text))));
        }
        return visitor.status();
    }

    private int run(Runnable work) {
        visitor.status(0);
        visitor.interrupts().during(() -> commands.redirected(out, err, work));
        out.flush();
        err.flush();
        return visitor.status();
    }

    @Override
    public void close() {
        session.close();
    }
}
