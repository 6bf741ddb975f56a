package org.redoubt.shell.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Over the socket")
final class WireTest {
    @TempDir
    private Path directory;
    private Wire client;
    private Wire server;

    @BeforeEach
    void connect() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(address);
            client = new Wire(SocketChannel.open(address));
            server = new Wire(door.accept());
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        server.close();
    }

    @Test
    @DisplayName("a request arrives as it was, whatever its arguments hold")
    void requests() throws Exception {
        Request request = new Request(Purpose.COMMAND, List.of("protect", "", "a b", "$x\n\"'\\", "ü€\uD83D\uDE00", "y".repeat(100_000)),
                "/srv", new Terminal(132, true, false, true));
        // It may be more than the system keeps between the two.
        Thread sender = sending(List.of(request.toFrame()));
        assertEquals(request, Request.from(server.receive().orElseThrow()));
        sender.join();
    }

    @Test
    @DisplayName("frames of any size arrive whole and in order")
    void frames() throws Exception {
        Random random = new Random(7);
        List<byte[]> payloads = random.ints(200, 0, 100_000).mapToObj(size -> {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            return bytes;
        }).toList();
        Thread sender = sending(payloads.stream().map(bytes -> new Frame(FrameKind.OUT, bytes)).toList());
        for (byte[] expected : payloads) {
            assertArrayEquals(expected, server.receive().orElseThrow().payload());
        }
        sender.join();
        client.close();
        assertTrue(server.receive().isEmpty());
    }

    private Thread sending(List<Frame> frames) {
        return Thread.ofVirtual().start(() -> frames.forEach(frame -> {
            try {
                client.send(frame);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }));
    }

    @Test
    @DisplayName("given a peer that sends something else, then it is refused and nothing large is allocated")
    void foreignBytes() throws IOException {
        client.channel().write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes()));
        assertThrows(WireException.class, server::receive);
    }

    @Test
    @DisplayName("given a peer that leaves in the middle of a frame, then that is said")
    void cutShort() throws IOException {
        client.channel().write(ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 9, 1}));
        client.close();
        assertThrows(WireException.class, server::receive);
    }

    @Test
    @DisplayName("given another version of the protocol, then the request is refused with what to do")
    void otherProtocol() {
        Frame frame = new Frame(FrameKind.REQUEST, ByteBuffer.allocate(64).putInt(Request.PROTOCOL + 1).array());
        assertTrue(assertThrows(WireException.class, () -> Request.from(frame)).getMessage().contains("restart"));
    }
}
