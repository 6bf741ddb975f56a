package org.redoubt.launcher;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.redoubt.shell.wire.Wire;

/** Finds the runtime of a home by its announcement. */
final class Connector {
    private final Home home;

    Connector(Home home) {
        this.home = home;
    }

    /** A connection, or nothing when no runtime answers. */
    Optional<Wire> connect() throws IOException {
        Optional<Announcement> announcement = Announcement.read(home);
        return announcement.isEmpty() ? Optional.empty() : connect(announcement.get().socket());
    }

    private static Optional<Wire> connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return Optional.of(new Wire(channel));
        } catch (IOException e) {
            // What a process left behind that was killed: nobody listens.
            channel.close();
            return Optional.empty();
        }
    }
}
