package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.testkit.host.Host;

/** Large objects are written and read past the page cache, in whole blocks. */
@DisplayName("A large object")
class LargeObjectTest {
    private static final Key KEY = Key.of("packs/one");

    @TempDir
    private Path place;
    private FileBank bank;

    @BeforeEach
    void open() {
        bank = new Scene(place).bank();
    }

    @AfterEach
    void close() {
        bank.close();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    private byte[] stored() throws Exception {
        try (InputStream in = bank.get(KEY, ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest(name = "of {0} bytes comes back as it was")
    @ValueSource(ints = {(1 << 20) - 1, 1 << 20, (1 << 20) + 1, (1 << 20) + 4095, (1 << 20) + 4096, (2 << 20) - 1, 2 << 20, (3 << 20) + 777, (16 << 20) + 5})
    void comesBack(int length) throws Exception {
        byte[] content = bytes(length);
        bank.put(KEY, Body.of(content));
        assertArrayEquals(content, stored());
    }

    @Test
    @DisplayName("that is given in pieces of any size comes back as it was")
    void inPieces() throws Exception {
        byte[] content = bytes((5 << 20) + 3);
        SplittableRandom random = new SplittableRandom(1);
        bank.put(KEY, new Body() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public InputStream open() throws IOException {
                InputStream all = Body.of(content).open();
                return new InputStream() {
                    @Override
                    public int read() throws IOException {
                        return all.read();
                    }

                    @Override
                    public int read(byte[] into, int offset, int count) throws IOException {
                        return all.read(into, offset, Math.min(count, random.nextInt(1, 100_000)));
                    }
                };
            }
        });
        assertArrayEquals(content, stored());
    }

    @Test
    @DisplayName("that is shorter or longer than was said leaves nothing")
    void ofAnotherLength() throws Exception {
        for (int said : new int[] {(2 << 20) - 10, (2 << 20) + 10}) {
            BankException refused = assertThrows(BankException.class, () -> bank.put(KEY, new Body() {
                @Override
                public long length() {
                    return said;
                }

                @Override
                public InputStream open() throws IOException {
                    return Body.of(bytes(2 << 20)).open();
                }
            }));
            assertEquals(ProblemKind.INVALID, refused.kind());
            Scene.assertKind(ProblemKind.NOT_FOUND, () -> bank.stat(KEY));
        }
    }

    @Test
    @DisplayName("does not push out of memory what other programs need")
    void isNotInThePageCache() throws Exception {
        bank.put(KEY, Body.of(bytes((8 << 20) + 5)));
        stored();
        Path object = object();
        assumeTrue(!Files.getFileStore(object).type().equals("tmpfs"), "what lies in memory is nowhere else");
        assumeTrue(Host.status("fincore", "--version") == 0, "fincore is not installed");
        String resident = Host.run("fincore", "-b", "-n", "-o", "RES", object.toString()).strip();
        assertTrue(Long.parseLong(resident) <= 64 << 10, resident);
    }

    private Path object() throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(file -> file.endsWith("packs/one")).findFirst().orElseThrow();
        }
    }

    @Test
    @DisplayName("gives any range of it, in pieces of any size, with parts that are passed over")
    void anyRange() throws Exception {
        byte[] content = bytes((3 << 20) + 1234);
        bank.put(KEY, Body.of(content));
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 200; round++) {
            int from = random.nextInt(content.length);
            int length = round % 10 == 0 ? -1 : random.nextInt(1, 2 << 20);
            try (InputStream in = bank.get(KEY, length < 0 ? ByteRange.from(from) : ByteRange.of(from, length))) {
                int at = from;
                int end = length < 0 ? content.length : Math.min(content.length, from + length);
                while (at < end) {
                    if (random.nextInt(4) == 0) {
                        at += (int) in.skip(random.nextInt(300_000));
                    } else {
                        byte[] some = in.readNBytes(random.nextInt(1, 700_000));
                        assertArrayEquals(Arrays.copyOfRange(content, at, Math.min(end, at + some.length)), some);
                        at += some.length;
                    }
                }
                assertEquals(end, at);
                assertEquals(-1, in.read());
            }
        }
    }

    @Test
    @DisplayName("that becomes shorter while it is read ends in an error and not in silence")
    void cutWhileRead() throws Exception {
        bank.put(KEY, Body.of(bytes(8 << 20)));
        try (InputStream in = bank.get(KEY, ByteRange.ALL)) {
            in.readNBytes(10);
            try (FileChannel channel = FileChannel.open(object(), StandardOpenOption.WRITE)) {
                channel.truncate((5 << 20) + 100);
            }
            assertThrows(EOFException.class, in::readAllBytes);
        }
    }

    @Test
    @DisplayName("that is replaced while it is read is given as it was")
    void replacedWhileRead() throws Exception {
        byte[] content = bytes(8 << 20);
        bank.put(KEY, Body.of(content));
        try (InputStream in = bank.get(KEY, ByteRange.ALL)) {
            byte[] begin = in.readNBytes(10);
            bank.put(KEY, Body.of(bytes(7 << 20)));
            assertArrayEquals(Arrays.copyOf(content, 10), begin);
            assertArrayEquals(Arrays.copyOfRange(content, 10, content.length), in.readAllBytes());
        }
    }

    @Test
    @DisplayName("can be read by many at once, some of whom go before the end")
    void manyReaders() throws Exception {
        byte[] content = bytes((6 << 20) + 99);
        bank.put(KEY, Body.of(content));
        try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
            List<Future<Void>> readers = new ArrayList<>();
            for (int reader = 0; reader < 60; reader++) {
                boolean stays = reader % 3 != 0;
                readers.add(threads.submit(() -> {
                    InputStream in = bank.get(KEY, ByteRange.ALL);
                    try (in) {
                        assertArrayEquals(stays ? content : Arrays.copyOf(content, 2_000_000), stays ? in.readAllBytes() : in.readNBytes(2_000_000));
                    }
                    assertThrows(IOException.class, () -> in.read(new byte[10], 0, 10));
                    return null;
                }));
            }
            for (Future<Void> reader : readers) {
                reader.get();
            }
        }
    }
}
