package org.redoubt.os.linux.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.redoubt.os.linux.file.Fixture.assertRefused;
import static org.redoubt.os.linux.file.Fixture.name;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFile;
import org.redoubt.api.os.HostFileException.Kind;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.Listing;
import org.redoubt.api.os.OpenFile;

class HandleTest {

    @TempDir
    Path folder;

    @Test
    void aClosedHandleRefusesEverything() throws IOException {
        Directory directory = new LinuxFiles().openDirectory(folder);
        OpenFile file = directory.createFile(name("f"), 0600);
        HostFile child = directory.child(name("f"));
        file.close();
        file.close();
        directory.close();
        assertRefused(Kind.CLOSED, file::size);
        assertRefused(Kind.CLOSED, () -> file.read(0, ByteBuffer.allocate(1)));
        assertRefused(Kind.CLOSED, directory::entries);
        assertRefused(Kind.CLOSED, child::status);
    }

    @Test
    void aClosedListingRefusesToGoOnAndLeavesItsDirectoryOpen() throws IOException {
        try (Directory directory = new LinuxFiles().openDirectory(folder)) {
            Listing entries = directory.entries();
            entries.close();
            entries.close();
            assertRefused(Kind.CLOSED, entries::next);
            directory.status();
        }
    }

    @Test
    void closingWhileOthersReadNeverLetsThemReadAnotherFile() throws Exception {
        Files.write(folder.resolve("mine"), new byte[] {1});
        Files.write(folder.resolve("other"), new byte[] {2});
        try (Directory directory = new LinuxFiles().openDirectory(folder);
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int round = 0; round < 200; round++) {
                OpenFile mine = directory.openFile(name("mine"), Access.READ);
                Callable<Boolean> reader = () -> readsOnlyOnesUntilClosed(mine);
                List<Future<Boolean>> readers = List.of(threads.submit(reader), threads.submit(reader));
                mine.close();
                List<OpenFile> others = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    others.add(directory.openFile(name("other"), Access.READ));
                }
                for (Future<Boolean> outcome : readers) {
                    assertEquals(true, outcome.get());
                }
                others.forEach(OpenFile::close);
            }
        }
    }

    private static boolean readsOnlyOnesUntilClosed(OpenFile file) throws IOException {
        try {
            while (true) {
                ByteBuffer one = ByteBuffer.allocate(1);
                file.read(0, one);
                if (one.get(0) != 1) {
                    return false;
                }
            }
        } catch (HostFileException closed) {
            return closed.kind() == Kind.CLOSED;
        }
    }

    @Test
    void anInterruptClosesNothing() throws IOException {
        try (Directory directory = new LinuxFiles().openDirectory(folder); OpenFile file = directory.createFile(name("f"), 0600)) {
            Thread.currentThread().interrupt();
            file.write(0, ByteBuffer.wrap(name("x")));
            file.sync();
            assertEquals(1, file.size());
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void everyDescriptorIsGivenBack() throws IOException {
        long before = descriptors();
        try (Directory directory = new LinuxFiles().openDirectory(folder)) {
            directory.createFile(name("f"), 0600).close();
            directory.createDirectory(name("d"), 0700);
            for (int i = 0; i < 50; i++) {
                directory.openFile(name("f"), Access.READ).close();
                directory.openDirectory(name("d")).close();
                directory.child(name("f")).setMode(0644);
                directory.entries().close();
                assertRefused(Kind.IS_A_DIRECTORY, () -> directory.openFile(name("d"), Access.READ));
            }
        }
        assertFalse(descriptors() > before + 10, "descriptors leak");
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
