package org.redoubt.os.linux.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.redoubt.os.linux.file.Fixture.LATIN;
import static org.redoubt.os.linux.file.Fixture.assertRefused;
import static org.redoubt.os.linux.file.Fixture.name;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.DataExtent;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.ExtendedAttribute;
import org.redoubt.api.os.FileSystemStatus;
import org.redoubt.api.os.HostFileException.Kind;
import org.redoubt.api.os.OpenFile;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.host.LoopVolume;

class FileSystemsTest {

    private static final long BLOCK = 64 << 10;

    @ParameterizedTest
    @ValueSource(strings = {"btrfs", "xfs", "ext4"})
    void keepsNamesHolesAndAttributesOn(String type) throws IOException {
        try (LoopVolume volume = LoopVolume.mount(type); Directory directory = new LinuxFiles().openDirectory(volume.path())) {
            FileSystemStatus status = directory.fileSystem();
            assertEquals(type.equals("ext4") ? "ext" : type, status.type());
            assertTrue(status.total() > 256L << 20 && status.available() <= status.total());
            assertFalse(status.readOnly());
            assertEquals(4096, status.blockSize());
            try (OpenFile file = directory.createFile(LATIN, 0600)) {
                file.resize(100 * BLOCK);
                file.write(50 * BLOCK, ByteBuffer.allocate((int) (2 * BLOCK)));
                file.punch(50 * BLOCK, BLOCK);
                assertEquals(Optional.of(new DataExtent(51 * BLOCK, BLOCK)), file.nextData(0));
                ExtendedAttribute large = ExtendedAttribute.of("user.large", new byte[3000]);
                file.setAttribute(large);
                assertEquals(List.of(large), file.attributes());
                file.sync();
            }
            directory.sync();
            directory.syncFileSystem();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"btrfs", "xfs"})
    void clonesFilesOn(String type) throws IOException {
        try (LoopVolume volume = LoopVolume.mount(type); Directory directory = new LinuxFiles().openDirectory(volume.path());
                OpenFile original = directory.createFile(name("a"), 0600); OpenFile clone = directory.createFile(name("b"), 0600)) {
            original.write(BLOCK, ByteBuffer.wrap(name("before")));
            clone.cloneFrom(original);
            original.write(BLOCK, ByteBuffer.wrap(name("after!")));
            ByteBuffer read = ByteBuffer.allocate(6);
            clone.read(BLOCK, read);
            assertEquals(ByteBuffer.wrap(name("before")), read.flip());
            assertEquals(original.size(), clone.size());
        }
    }

    @Test
    void clonesAFileThatIsNotCopiedOnWrite() throws IOException {
        try (LoopVolume volume = LoopVolume.mount("btrfs"); Directory directory = new LinuxFiles().openDirectory(volume.path());
                OpenFile original = directory.createFile(name("a"), 0600); OpenFile clone = directory.createFile(name("b"), 0600)) {
            Host.run("chattr", "+C", volume.path().resolve("a").toString());
            original.write(0, ByteBuffer.wrap(name("content")));
            clone.cloneFrom(original);
            assertEquals("content", Files.readString(volume.path().resolve("b")));
        }
    }

    @Test
    void ext4SaysThatItCannotClone() throws IOException {
        try (LoopVolume volume = LoopVolume.mount("ext4"); Directory directory = new LinuxFiles().openDirectory(volume.path());
                OpenFile original = directory.createFile(name("a"), 0600); OpenFile clone = directory.createFile(name("b"), 0600)) {
            assertRefused(Kind.UNSUPPORTED, () -> clone.cloneFrom(original));
        }
    }

    @Test
    void filesOfDifferentFileSystemsAreNotCloned(@TempDir Path folder) throws IOException {
        try (LoopVolume volume = LoopVolume.mount("xfs"); Directory here = new LinuxFiles().openDirectory(folder);
                Directory there = new LinuxFiles().openDirectory(volume.path());
                OpenFile original = here.createFile(name("a"), 0600); OpenFile clone = there.createFile(name("b"), 0600)) {
            assertRefused(Kind.CROSS_DEVICE, () -> clone.cloneFrom(original));
            assertRefused(Kind.CROSS_DEVICE, () -> there.createHardLink(name("c"), here, name("a")));
        }
    }

    @Test
    void aBlockDeviceHasASizeAndIsNotWrittenWhileMounted() throws IOException {
        try (LoopVolume volume = LoopVolume.mount("ext4")) {
            Path device = volume.device();
            try (OpenFile file = new LinuxFiles().openFile(device, Access.READ)) {
                assertEquals(Long.parseLong(Host.run("blockdev", "--getsize64", device.toString())), file.size());
                assertEquals(Optional.of(new DataExtent(4096, file.size() - 4096)), file.nextData(4096));
                ByteBuffer magic = ByteBuffer.allocate(2);
                assertEquals(2, file.read(1024 + 56, magic));
                assertEquals(0x53, magic.get(0));
                assertEquals(-1, file.read(file.size(), ByteBuffer.allocate(1)));
            }
            assertRefused(Kind.BUSY, () -> new LinuxFiles().openFile(device, Access.READ_WRITE));
        }
    }

    @Test
    void aFullOrReadOnlyFileSystemSaysSo() throws IOException {
        // Small, as all of it is written to the disk of this host.
        try (LoopVolume volume = LoopVolume.mount("ext4", 40 << 20); Directory directory = new LinuxFiles().openDirectory(volume.path())) {
            ByteBuffer chunk = ByteBuffer.allocateDirect(16 << 20);
            try (OpenFile file = directory.createFile(name("f"), 0600)) {
                assertRefused(Kind.NO_SPACE, () -> {
                    for (long offset = 0; offset < 1L << 30; offset += chunk.capacity()) {
                        file.write(offset, chunk.clear());
                    }
                });
            }
            assertTrue(chunk.position() < chunk.capacity());
            Host.run("mount", "-o", "remount,ro", volume.path().toString());
            assertTrue(directory.fileSystem().readOnly());
            assertRefused(Kind.READ_ONLY, () -> directory.createFile(name("g"), 0600));
        }
    }
}
