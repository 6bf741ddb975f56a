package org.redoubt.os.linux.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.redoubt.os.linux.file.Fixture.assertRefused;
import static org.redoubt.os.linux.file.Fixture.name;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.DataExtent;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException.Kind;
import org.redoubt.api.os.OpenFile;
import org.redoubt.testkit.host.Host;

class OpenFileTest {

    @TempDir
    Path folder;

    private Directory directory;

    @BeforeEach
    void open() throws IOException {
        directory = new LinuxFiles().openDirectory(folder);
    }

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void readsAndWritesAnywhereFromBuffersOfBothKinds() throws IOException {
        byte[] content = new byte[1 << 20];
        new Random(1).nextBytes(content);
        ByteBuffer direct = ByteBuffer.allocateDirect(content.length).put(content).flip();
        try (OpenFile file = directory.createFile(name("f"), 0600)) {
            file.write(content.length, ByteBuffer.wrap(content));
            file.write(0, direct);
            assertFalse(direct.hasRemaining());
            assertEquals(2L * content.length, file.size());
            for (ByteBuffer target : new ByteBuffer[] {ByteBuffer.allocate(content.length), ByteBuffer.allocateDirect(content.length)}) {
                long offset = content.length;
                while (target.hasRemaining()) {
                    offset += file.read(offset, target);
                }
                byte[] read = new byte[content.length];
                target.flip().get(read);
                assertArrayEquals(content, read);
            }
        }
    }

    @Test
    void writesWholeBlocksPastTheCache() throws IOException {
        assumeTrue(Host.status("fincore", "--version") == 0, "fincore is not installed");
        assumeTrue(!Files.getFileStore(folder).type().equals("tmpfs"), "what lies in memory is nowhere else");
        ByteBuffer blocks = blocks(64);
        try (OpenFile file = directory.createFile(name("f"), 0400)) {
            file.writeUncached(OpenFile.BLOCK, blocks);
            assertFalse(blocks.hasRemaining());
        }
        assertEquals("0", Host.run("fincore", "-b", "-n", "-o", "RES", folder.resolve("f").toString()).strip());
        assertWritten(folder.resolve("f"), blocks);
    }

    @Test
    void writesWholeBlocksThroughTheCacheWhereThereIsNoOtherWay() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory), "there is no file system in memory");
        Path place = Files.createTempDirectory(memory, "redoubt-");
        ByteBuffer blocks = blocks(3);
        try (Directory tmpfs = new LinuxFiles().openDirectory(place); OpenFile file = tmpfs.createFile(name("f"), 0600)) {
            file.writeUncached(OpenFile.BLOCK, blocks);
            assertWritten(place.resolve("f"), blocks);
        } finally {
            Files.deleteIfExists(place.resolve("f"));
            Files.delete(place);
        }
    }

    @Test
    void whatIsNoWholeBlockIsNotWrittenPastTheCache() throws IOException {
        try (OpenFile file = directory.createFile(name("f"), 0600)) {
            assertThrows(IllegalArgumentException.class, () -> file.writeUncached(1, blocks(1)));
            assertThrows(IllegalArgumentException.class, () -> file.writeUncached(-OpenFile.BLOCK, blocks(1)));
            assertThrows(IllegalArgumentException.class, () -> file.writeUncached(0, blocks(2).limit(OpenFile.BLOCK + 1)));
            assertThrows(IllegalArgumentException.class, () -> file.writeUncached(0, blocks(2).position(1).limit(OpenFile.BLOCK + 1)));
            assertThrows(IllegalArgumentException.class, () -> file.writeUncached(0, blocks(1).limit(0)));
            assertThrows(IllegalArgumentException.class, () -> file.writeUncached(0, ByteBuffer.allocate(OpenFile.BLOCK)));
            assertEquals(0, file.size());
        }
    }

    @Test
    void nothingIsWrittenPastTheCacheByWhoMayOnlyRead() throws IOException {
        Files.writeString(folder.resolve("f"), "content");
        try (OpenFile file = directory.openFile(name("f"), Access.READ)) {
            assertRefused(Kind.NOT_PERMITTED, () -> file.writeUncached(0, blocks(1)));
        }
        OpenFile closed = directory.openFile(name("f"), Access.READ_WRITE);
        closed.close();
        assertRefused(Kind.CLOSED, () -> closed.writeUncached(0, blocks(1)));
        assertEquals("content", Files.readString(folder.resolve("f")));
    }

    private static ByteBuffer blocks(int count) {
        byte[] bytes = new byte[count * OpenFile.BLOCK];
        new Random(count).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length + OpenFile.BLOCK).alignedSlice(OpenFile.BLOCK).limit(bytes.length).put(bytes).flip();
    }

    /** Behind a hole of one block. */
    private static void assertWritten(Path file, ByteBuffer blocks) throws IOException {
        byte[] wanted = new byte[OpenFile.BLOCK + blocks.limit()];
        blocks.flip().get(wanted, OpenFile.BLOCK, blocks.limit());
        assertArrayEquals(wanted, Files.readAllBytes(file));
    }

    @Test
    void readsIntoTheRestOfABufferOnly() throws IOException {
        Files.writeString(folder.resolve("f"), "0123456789");
        try (OpenFile file = directory.openFile(name("f"), Access.READ)) {
            ByteBuffer slice = ByteBuffer.wrap(name("............")).position(2).limit(6);
            assertEquals(4, file.read(3, slice));
            assertEquals("..3456......", new String(slice.array(), StandardCharsets.UTF_8));
            assertEquals(0, file.read(0, slice));
            assertEquals(3, file.read(7, ByteBuffer.allocate(100)));
            assertEquals(-1, file.read(10, ByteBuffer.allocate(1)));
            assertThrows(ReadOnlyBufferException.class, () -> file.read(0, ByteBuffer.allocate(1).asReadOnlyBuffer()));
            assertThrows(IllegalArgumentException.class, () -> file.read(-1, ByteBuffer.allocate(1)));
        }
    }

    @Test
    void whatIsOpenForReadingIsNotWritten() throws IOException {
        Files.writeString(folder.resolve("f"), "0123456789");
        try (OpenFile file = directory.openFile(name("f"), Access.READ)) {
            assertRefused(Kind.NOT_PERMITTED, () -> file.write(0, ByteBuffer.wrap(name("x"))));
        }
        try (OpenFile file = directory.openFile(name("f"), Access.READ_WRITE)) {
            file.write(1, ByteBuffer.wrap(name("x")).asReadOnlyBuffer());
            file.sync();
        }
        assertEquals("0x23456789", Files.readString(folder.resolve("f")));
    }

    @Test
    void findsDataBetweenHolesAndMakesHoles() throws IOException {
        long block = 64 << 10;
        try (OpenFile file = directory.createFile(name("f"), 0600)) {
            file.resize(100 * block);
            assertEquals(Optional.empty(), file.nextData(0));
            ByteBuffer data = ByteBuffer.allocate((int) (4 * block));
            file.write(10 * block, data);
            assertEquals(Optional.of(new DataExtent(10 * block, 4 * block)), file.nextData(0));
            assertEquals(Optional.of(new DataExtent(11 * block, 3 * block)), file.nextData(11 * block));
            assertEquals(Optional.empty(), file.nextData(14 * block));
            assertEquals(Optional.empty(), file.nextData(1000 * block));
            file.punch(11 * block, block);
            assertEquals(Optional.of(new DataExtent(10 * block, block)), file.nextData(0));
            assertEquals(Optional.of(new DataExtent(12 * block, 2 * block)), file.nextData(11 * block));
            assertEquals(100 * block, file.size());
            assertTrue(file.status().allocated() < file.size());
            file.resize(11 * block);
            assertEquals(11 * block, file.size());
        }
    }

    @Test
    void directoriesAndMissingFilesAreNoFiles() throws IOException {
        directory.createDirectory(name("d"), 0700);
        assertRefused(Kind.IS_A_DIRECTORY, () -> directory.openFile(name("d"), Access.READ));
        assertRefused(Kind.IS_A_DIRECTORY, () -> directory.openFile(name("d"), Access.READ_WRITE));
        assertRefused(Kind.NOT_FOUND, () -> directory.openFile(name("missing"), Access.READ));
        directory.createFile(name("f"), 0600).close();
        assertRefused(Kind.NOT_A_DIRECTORY, () -> directory.openDirectory(name("f")));
    }

    @Test
    void readingLeavesTheAccessTime() throws IOException {
        Files.writeString(folder.resolve("f"), "content");
        Files.setAttribute(folder.resolve("f"), "lastAccessTime", FileTime.fromMillis(0));
        try (OpenFile file = directory.openFile(name("f"), Access.READ)) {
            file.read(0, ByteBuffer.allocate(10));
            assertEquals(Instant.EPOCH, file.status().accessed());
        }
    }

    @Test
    void aFileThatAFileServerHoldsALeaseOnIsWaitedFor() throws IOException {
        assumeTrue(Host.status("python3", "-c", "import fcntl") == 0, "python3, which takes the lease, is not installed");
        Path file = Files.writeString(folder.resolve("f"), "content");
        Process server = new ProcessBuilder("python3", "-c", """
                import fcntl, signal, sys
                f = open(sys.argv[1], 'r+')
                signal.signal(signal.SIGIO, lambda *_: fcntl.fcntl(f, fcntl.F_SETLEASE, fcntl.F_UNLCK))
                try:
                    fcntl.fcntl(f, fcntl.F_SETLEASE, fcntl.F_WRLCK)
                    print('leased', flush=True)
                except OSError as refusal:
                    print(refusal, flush=True)
                sys.stdin.read()
                """, file.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader told = server.inputReader()) {
            String answer = told.readLine();
            assumeTrue("leased".equals(answer), () -> "no leases on this file system: " + answer);
            directory.openFile(name("f"), Access.READ).close();
        } finally {
            server.destroy();
        }
    }
}
