package org.redoubt.plugin.volume.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.os.linux.file.LinuxFiles;

@DisplayName("A file in stripes")
class StripedFileTest {
    private static final byte[] NAME = "f".getBytes(StandardCharsets.UTF_8);
    private static final int THREADS = 4;

    @TempDir
    Path folder;

    private record Piece(int offset, int length) {
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("holds what came, in whatever order it did and whoever brought it")
    void anyOrder(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] content = new byte[random.nextInt(12 << 20) + (seed == 1 ? 0 : 256 << 10)];
        List<Piece> pieces = pieces(content.length, 1 + random.nextInt(300_000), random);
        // From pieces that are nearly in order to those that come from anywhere.
        int near = 1 << random.nextInt(12);
        for (int at = 0; at < pieces.size(); at += near) {
            Collections.shuffle(pieces.subList(at, Math.min(pieces.size(), at + near)), random);
        }
        // What is left out stays a hole, as where something is damaged.
        pieces.removeIf(piece -> random.nextInt(20) == 0);
        random.nextBytes(content);
        byte[] wanted = new byte[pieces.stream().mapToInt(piece -> piece.offset + piece.length).max().orElse(0)];
        pieces.forEach(piece -> System.arraycopy(content, piece.offset, wanted, piece.offset, piece.length));
        try (Directory directory = new LinuxFiles().openDirectory(folder); OpenFile file = directory.createFile(NAME, 0600);
                StripedFile striped = new StripedFile(file, content.length)) {
            inThreads(pieces, piece -> {
                // Whoever brought it uses it again.
                byte[] bytes = Arrays.copyOfRange(content, piece.offset, piece.offset + piece.length);
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                striped.write(piece.offset, buffer);
                assertEquals(0, buffer.remaining());
                Arrays.fill(bytes, (byte) -1);
            });
            striped.finish();
        }
        assertArrayEquals(wanted, Files.readAllBytes(folder.resolve("f")));
    }

    @Test
    @DisplayName("takes what it was not told of")
    void beyond() throws Exception {
        try (Directory directory = new LinuxFiles().openDirectory(folder); OpenFile file = directory.createFile(NAME, 0600);
                StripedFile striped = new StripedFile(file, 1 << 20)) {
            striped.write((1 << 20) - 1, ByteBuffer.wrap(new byte[] {1, 2}));
            striped.finish();
        }
        assertEquals((1 << 20) + 1, Files.size(folder.resolve("f")));
    }

    @Test
    @DisplayName("says what the file refuses")
    void refused() throws Exception {
        Files.createFile(folder.resolve("f"));
        try (Directory directory = new LinuxFiles().openDirectory(folder); OpenFile file = directory.openFile(NAME, Access.READ);
                StripedFile striped = new StripedFile(file, 2 << 20)) {
            assertThrows(HostFileException.class, () -> striped.write(0, ByteBuffer.allocate(1 << 20)));
            striped.write(1 << 20, ByteBuffer.allocate(100));
            assertThrows(HostFileException.class, striped::finish);
        }
    }

    @Test
    @DisplayName("drops what nobody finished")
    void dropped() throws Exception {
        try (Directory directory = new LinuxFiles().openDirectory(folder); OpenFile file = directory.createFile(NAME, 0600)) {
            try (StripedFile striped = new StripedFile(file, 1 << 20)) {
                striped.write(0, ByteBuffer.allocate(100));
            }
            assertEquals(0, file.size());
        }
    }

    @Test
    @DisplayName("shares its memory with all others")
    void many() throws Exception {
        int files = 2 * Stripe.MOST;
        byte[] content = new byte[2 << 20];
        new Random(1).nextBytes(content);
        try (Directory directory = new LinuxFiles().openDirectory(folder)) {
            List<OpenFile> open = new ArrayList<>();
            List<StripedFile> striped = new ArrayList<>();
            for (int i = 0; i < files; i++) {
                open.add(directory.createFile(Integer.toString(i).getBytes(StandardCharsets.UTF_8), 0600));
                striped.add(new StripedFile(open.get(i), content.length));
            }
            long before = directMemory();
            // All begin, then all go on, so that each has something waiting while the others work.
            for (Piece piece : List.of(new Piece(0, 100_000), new Piece(600_000, 1_200_000), new Piece(100_000, 500_000), new Piece(1_800_000, content.length - 1_800_000))) {
                for (StripedFile file : striped) {
                    file.write(piece.offset, ByteBuffer.wrap(content, piece.offset, piece.length));
                }
            }
            assertTrue(directMemory() - before <= (long) Stripe.MOST * (Stripe.SIZE + 2 * OpenFile.BLOCK), directMemory() - before + " bytes");
            for (int i = 0; i < files; i++) {
                striped.get(i).finish();
                striped.get(i).close();
                open.get(i).close();
                assertArrayEquals(content, Files.readAllBytes(folder.resolve(Integer.toString(i))));
            }
        }
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream().filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }

    private static List<Piece> pieces(int size, int longest, Random random) {
        List<Piece> pieces = new ArrayList<>();
        for (int at = 0; at < size;) {
            int length = Math.min(size - at, 1 + random.nextInt(longest));
            pieces.add(new Piece(at, length));
            at += length;
        }
        return pieces;
    }

    private interface Bringer {
        void bring(Piece piece) throws IOException;
    }

    private static void inThreads(List<Piece> pieces, Bringer bringer) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Void>> brought = new ArrayList<>();
            for (Piece piece : pieces) {
                brought.add(threads.submit(() -> {
                    bringer.bring(piece);
                    return null;
                }));
            }
            for (Future<Void> one : brought) {
                one.get();
            }
        }
    }
}
