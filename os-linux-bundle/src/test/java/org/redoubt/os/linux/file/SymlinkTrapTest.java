package org.redoubt.os.linux.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.redoubt.os.linux.file.Fixture.assertRefused;
import static org.redoubt.os.linux.file.Fixture.name;
import static org.redoubt.os.linux.file.Fixture.trustedAttributesAreSet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.DeviceNumber;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.Existing;
import org.redoubt.api.os.ExtendedAttribute;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException.Kind;
import org.redoubt.api.os.OpenFile;

/** Whatever lies in a target, nothing that is done with a handle for it reaches beyond it. */
class SymlinkTrapTest {

    @TempDir
    Path folder;

    private Path outside;
    private Path victim;
    private Directory target;

    @BeforeEach
    void open() throws IOException {
        outside = Files.createDirectory(folder.resolve("outside"));
        victim = Files.writeString(outside.resolve("victim"), "untouched");
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("dir"), outside);
        Files.createSymbolicLink(inside.resolve("file"), victim);
        Files.createSymbolicLink(inside.resolve("new"), outside.resolve("new"));
        target = new LinuxFiles().openDirectory(inside);
    }

    @AfterEach
    void close() throws IOException {
        target.close();
        assertEquals("untouched", Files.readString(victim));
        try (var names = Files.list(outside)) {
            assertEquals(1, names.count());
        }
    }

    @Test
    void aLinkIsNeverOpened() {
        assertRefused(Kind.NOT_A_DIRECTORY, () -> target.openDirectory(name("dir")));
        assertRefused(Kind.IS_A_LINK, () -> target.openFile(name("file"), Access.READ));
        assertRefused(Kind.IS_A_LINK, () -> target.openFile(name("file"), Access.READ_WRITE));
    }

    @Test
    void nothingIsCreatedThroughALink() {
        assertRefused(Kind.EXISTS, () -> target.createFile(name("new"), 0600));
        assertRefused(Kind.EXISTS, () -> target.createFile(name("file"), 0600));
        assertRefused(Kind.EXISTS, () -> target.createDirectory(name("new"), 0700));
        assertRefused(Kind.EXISTS, () -> target.createNode(name("new"), FileType.FIFO, 0600, DeviceNumber.NONE));
        assertRefused(Kind.EXISTS, () -> target.createLink(name("dir"), name("x")));
        assertRefused(Kind.EXISTS, () -> target.createHardLink(name("new"), target, name("file")));
    }

    @Test
    void metadataOfALinkIsItsOwn() throws IOException {
        Instant before = Files.getLastModifiedTime(victim).toInstant();
        Object owner = Files.getAttribute(victim, "unix:uid");
        Object mode = Files.getAttribute(victim, "unix:mode");

        target.child(name("file")).setModified(Instant.EPOCH);
        assertRefused(Kind.UNSUPPORTED, () -> target.child(name("file")).setMode(0));
        if (owner.equals(0)) {
            target.child(name("file")).setOwner(12345, 54321);
            assertEquals(12345, target.child(name("file")).status().user());
        }
        if (trustedAttributesAreSet(folder)) {
            target.child(name("file")).setAttribute(ExtendedAttribute.of("trusted.trap", name("x")));
        }

        assertEquals(Instant.EPOCH, target.child(name("file")).status().modified());
        assertEquals(FileType.SYMBOLIC_LINK, target.child(name("file")).status().type());
        assertEquals(before, Files.getLastModifiedTime(victim).toInstant());
        assertEquals(owner, Files.getAttribute(victim, "unix:uid"));
        assertEquals(mode, Files.getAttribute(victim, "unix:mode"));
        try (OpenFile file = new LinuxFiles().openFile(victim, Access.READ)) {
            assertFalse(file.attribute("trusted.trap").isPresent());
        }
    }

    @Test
    void aLinkIsRemovedAndReplacedItself() throws IOException {
        target.remove(name("file"));
        target.createFile(name("fresh"), 0600).close();
        target.rename(name("fresh"), target, name("dir"), Existing.REPLACE);
        assertEquals(FileType.REGULAR, target.child(name("dir")).status().type());
    }

    @Test
    void aHandleStaysInItsDirectoryThoughALinkTakesItsPlace() throws IOException {
        target.createDirectory(name("sub"), 0700);
        try (Directory sub = target.openDirectory(name("sub"))) {
            Files.move(folder.resolve("inside/sub"), folder.resolve("inside/moved"));
            Files.createSymbolicLink(folder.resolve("inside/sub"), outside);
            try (OpenFile file = sub.createFile(name("victim"), 0600)) {
                file.write(0, ByteBuffer.wrap(name("written")));
            }
        }
        assertEquals("written", Files.readString(folder.resolve("inside/moved/victim")));
    }

    @Test
    void aPathIsFollowedUnlessToldOtherwise() throws IOException {
        Path link = folder.resolve("inside/dir");
        new LinuxFiles().openDirectory(link).close();
        new LinuxFiles().openFile(folder.resolve("inside/file"), Access.READ).close();
        assertRefused(Kind.NOT_A_DIRECTORY, () -> new LinuxFiles().openDirectory(link, LinkOption.NOFOLLOW_LINKS));
        assertRefused(Kind.IS_A_LINK,
                () -> new LinuxFiles().openFile(folder.resolve("inside/file"), Access.READ, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aFifoIsRefusedAndNotWaitedFor() throws IOException {
        target.createNode(name("fifo"), FileType.FIFO, 0600, DeviceNumber.NONE);
        assertRefused(Kind.WRONG_TYPE, () -> target.openFile(name("fifo"), Access.READ));
        assertRefused(Kind.WRONG_TYPE, () -> target.openFile(name("fifo"), Access.READ_WRITE));
    }
}
