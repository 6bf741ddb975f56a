package org.redoubt.shell.socket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.threadio.ThreadIO;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.shell.command.CommandBook;
import org.redoubt.shell.command.Reminder;

/**
 * The door of the running runtime: a Unix domain socket that only its owner can open. The launcher chooses the path
 * and passes it as the framework property {@value #PATH}; without it, as when embedded, there is no door.
 */
@Component(immediate = true, service = {})
public final class SocketServer {
    static final String PATH = "redoubt.socket";

    private static final Logger LOG = System.getLogger(SocketServer.class.getName());

    private final Commands commands;
    private final Guests guests = new Guests();
    private final BundleContext context;
    private final ServerSocketChannel door;
    private final Path path;
    private final Optional<Object> identity;

    @Activate
    public SocketServer(BundleContext context, @Reference CommandProcessor processor, @Reference ThreadIO streams,
            @Reference CommandBook book, @Reference Reminder reminder) throws IOException {
        this.context = context;
        this.commands = new Commands(processor, streams, book, reminder);
        String configured = context.getProperty(PATH);
        this.path = configured == null ? null : Path.of(configured);
        this.door = configured == null ? null : open(path);
        this.identity = door == null ? Optional.empty() : identity(path);
        if (door != null) {
            Thread.ofPlatform().daemon().name("redoubt-door").start(this::accept);
        }
    }

    private static ServerSocketChannel open(Path path) throws IOException {
        // The launcher holds the lock of the home, so a socket that is there already is a dead one.
        Files.deleteIfExists(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The home may have been removed and made again, and have the socket of another runtime by now. */
    private static Optional<Object> identity(Path path) throws IOException {
        try {
            return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey());
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel channel = door.accept();
                Thread.ofPlatform().daemon().name("redoubt-guest").start(() -> serve(channel));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.log(Level.WARNING, "A connection could not be accepted.", e);
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            new Connection(channel, commands, guests, this::closeDoor, this::stopFramework).serve();
        } catch (IOException | InterruptedException e) {
            LOG.log(Level.DEBUG, "A connection ended early.", e);
        }
    }

    private void stopFramework() {
        Thread.ofPlatform().name("redoubt-stop").start(() -> {
            try {
                context.getBundle(0).stop();
            } catch (Exception e) {
                LOG.log(Level.ERROR, "The framework could not be stopped.", e);
            }
        });
    }

    private void closeDoor() {
        try {
            if (door != null && door.isOpen()) {
                door.close();
                if (identity.equals(identity(path))) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The socket could not be closed.", e);
        }
    }

    @Deactivate
    void close() {
        closeDoor();
        guests.interruptAll();
    }
}
