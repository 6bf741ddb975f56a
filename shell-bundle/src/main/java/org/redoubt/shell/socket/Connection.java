package org.redoubt.shell.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import org.redoubt.shell.console.Visitor;
import org.redoubt.shell.wire.Frame;
import org.redoubt.shell.wire.FrameKind;
import org.redoubt.shell.wire.Purpose;
import org.redoubt.shell.wire.Request;
import org.redoubt.shell.wire.Wire;
import org.redoubt.shell.wire.WireException;

/** One client, from its request to its exit status. */
final class Connection {
    private static final int PROTOCOL_ERROR = 2;

    private final SocketChannel channel;
    private final Commands commands;
    private final Guests guests;
    private final Runnable closeDoor;
    private final Runnable stop;

    Connection(SocketChannel channel, Commands commands, Guests guests, Runnable closeDoor, Runnable stop) {
        this.channel = channel;
        this.commands = commands;
        this.guests = guests;
        this.closeDoor = closeDoor;
        this.stop = stop;
    }

    void serve() throws IOException, InterruptedException {
        Wire wire = new Wire(channel);
        Outbox outbox = new Outbox(wire);
        try {
            Optional<Frame> first = wire.receive();
            if (first.isPresent()) {
                answer(Request.from(first.get()), wire, outbox);
            }
        } catch (WireException e) {
            outbox.accept(Frame.of(FrameKind.WELCOME));
            outbox.accept(Frame.of(FrameKind.ERR, "redoubt: " + e.getMessage() + "\n"));
            outbox.finish(PROTOCOL_ERROR);
        }
    }

    private void answer(Request request, Wire wire, Outbox outbox) throws IOException, InterruptedException {
        switch (request.purpose()) {
            case COMMAND, SHELL -> converse(request, wire, outbox);
            case STOP -> {
                outbox.accept(Frame.of(FrameKind.WELCOME));
                outbox.finish(0);
                stop.run();
            }
            case LEAVE -> {
                outbox.accept(Frame.of(FrameKind.WELCOME));
                closeDoor.run();
                guests.awaitNobody();
                outbox.finish(0);
            }
        }
    }

    private void converse(Request request, Wire wire, Outbox outbox) throws IOException, InterruptedException {
        Visitor visitor = new Visitor(peer(), Path.of(request.directory()), request.terminal());
        if (!guests.enter(visitor)) {
            return;
        }
        try (Conversation conversation = new Conversation(visitor, commands, outbox)) {
            outbox.accept(Frame.of(FrameKind.WELCOME));
            conversation.listen(wire);
            outbox.finish(request.purpose() == Purpose.COMMAND
                    ? conversation.command(request.arguments())
                    : conversation.lines());
        } finally {
            guests.leave(visitor);
        }
    }

    private String peer() throws IOException {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    }
}
