package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
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

/** Large objects are written past the page cache, in whole blocks. */
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
        Path object;
        try (Stream<Path> files = Files.walk(place)) {
            object = files.filter(file -> file.endsWith("packs/one")).findFirst().orElseThrow();
        }
        assumeTrue(!Files.getFileStore(object).type().equals("tmpfs"), "what lies in memory is nowhere else");
        Process fincore;
        try {
            fincore = new ProcessBuilder("fincore", "-b", "-n", "-o", "RES", object.toString()).redirectErrorStream(true).start();
        } catch (IOException missing) {
            assumeTrue(false, "fincore is not installed");
            return;
        }
        String resident = new String(fincore.getInputStream().readAllBytes()).strip();
        assertEquals(0, fincore.waitFor(), resident);
        assertTrue(Long.parseLong(resident) <= 64 << 10, resident);
    }
}
