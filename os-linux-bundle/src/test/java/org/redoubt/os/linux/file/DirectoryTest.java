package org.redoubt.os.linux.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.redoubt.os.linux.file.Fixture.LATIN;
import static org.redoubt.os.linux.file.Fixture.assertRefused;
import static org.redoubt.os.linux.file.Fixture.name;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.DeviceNumber;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.Existing;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException.Kind;
import org.redoubt.api.os.Listing;
import org.redoubt.testkit.host.Host;

class DirectoryTest {

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
    void listsEveryNameWithItsTypeAndInode() throws IOException {
        directory.createFile(LATIN, 0600).close();
        directory.createDirectory(name("d"), 0700);
        directory.createLink(name("l"), name("nowhere"));
        directory.createNode(name("f"), FileType.FIFO, 0600, DeviceNumber.NONE);
        directory.createNode(name("s"), FileType.SOCKET, 0600, DeviceNumber.NONE);
        directory.createFile(name("..."), 0600).close();
        directory.createFile(name(".hidden"), 0600).close();

        Map<String, FileType> seen = new HashMap<>();
        try (Listing entries = directory.entries()) {
            assertThrows(IllegalStateException.class, entries::name);
            while (entries.next()) {
                seen.put(FileNames.display(entries.name()), entries.type());
                assertEquals(directory.child(entries.name()).status().inode(), entries.inode());
            }
            assertFalse(entries.next());
            assertThrows(IllegalStateException.class, entries::type);
        }

        assertEquals(Map.of(FileNames.display(LATIN), FileType.REGULAR, "'d'", FileType.DIRECTORY, "'l'", FileType.SYMBOLIC_LINK,
                "'f'", FileType.FIFO, "'s'", FileType.SOCKET, "'...'", FileType.REGULAR, "'.hidden'", FileType.REGULAR), seen);
        seen.forEach((shown, type) -> assertEquals(type, typeOf(shown)));
    }

    private FileType typeOf(String shown) {
        byte[] name = shown.equals(FileNames.display(LATIN)) ? LATIN : name(shown.substring(1, shown.length() - 1));
        try {
            return directory.child(name).status().type();
        } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    void listsMoreNamesThanOneCallOfTheKernelGivesAndSeveralTimesAtOnce() throws IOException {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            String name = "a-rather-long-name-of-a-file-number-" + i;
            directory.createFile(name(name), 0600).close();
            names.add("'" + name + "'");
        }
        try (Listing first = directory.entries(); Listing second = directory.entries()) {
            Set<String> one = new HashSet<>();
            Set<String> two = new HashSet<>();
            while (first.next()) {
                one.add(FileNames.display(first.name()));
                assertTrue(second.next());
                two.add(FileNames.display(second.name()));
            }
            assertFalse(second.next());
            assertEquals(names, one);
            assertEquals(names, two);
        }
    }

    @Test
    void aDirectoryWithoutNamesHasAnEmptyListing() throws IOException {
        try (Listing entries = directory.entries()) {
            assertFalse(entries.next());
        }
    }

    @Test
    void hardLinksShareTheirIdentity() throws IOException {
        directory.createFile(name("a"), 0600).close();
        directory.createDirectory(name("d"), 0700);
        directory.createLink(name("link"), name("a"));
        try (Directory inner = directory.openDirectory(name("d"))) {
            inner.createHardLink(LATIN, directory, name("a"));
            inner.createHardLink(name("link"), directory, name("link"));
            FileStatus a = directory.child(name("a")).status();
            FileStatus b = inner.child(LATIN).status();
            assertEquals(2, a.links());
            assertEquals(a.inode(), b.inode());
            assertEquals(a.device(), b.device());
            assertEquals(FileType.SYMBOLIC_LINK, inner.child(name("link")).status().type());
            assertRefused(Kind.EXISTS, () -> inner.createHardLink(LATIN, directory, name("a")));
        }
    }

    @Test
    void symbolicLinksKeepEveryByteOfTheirTargets() throws IOException {
        byte[] target = new byte[4000];
        Arrays.fill(target, (byte) 0xe4);
        directory.createLink(name("l"), target);
        assertArrayEquals(target, directory.readLink(name("l")));
        assertEquals(target.length, directory.child(name("l")).status().size());
        assertThrows(IllegalArgumentException.class, () -> directory.createLink(name("m"), new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> directory.createLink(name("m"), new byte[] {'a', 0}));
        directory.createDirectory(name("d"), 0700);
        assertRefused(Kind.WRONG_TYPE, () -> directory.readLink(name("d")));
    }

    @Test
    void deviceNodesKeepTheirNumber() throws IOException {
        assumeTrue(Host.status("mknod", folder.resolve("probe").toString(), "c", "1", "3") == 0, "this user makes no device nodes");
        directory.createNode(name("null"), FileType.CHARACTER_DEVICE, 0666, new DeviceNumber(1, 3));
        directory.createNode(name("large"), FileType.BLOCK_DEVICE, 0600, new DeviceNumber(0xabc, 0xabcde));
        assertEquals(new DeviceNumber(1, 3), directory.child(name("null")).status().node());
        FileStatus large = directory.child(name("large")).status();
        assertEquals(FileType.BLOCK_DEVICE, large.type());
        assertEquals(new DeviceNumber(0xabc, 0xabcde), large.node());
        assertEquals(0xabc + " " + 0xabcde, Host.run("stat", "-c", "%Hr %Lr", folder.resolve("large").toString()));
        assertRefused(Kind.WRONG_TYPE, () -> directory.openFile(name("null"), Access.READ));
        assertThrows(IllegalArgumentException.class,
                () -> directory.createNode(name("x"), FileType.REGULAR, 0600, DeviceNumber.NONE));
    }

    @Test
    void renamesAtomicallyAndKeepsWhatIsToBeKept() throws IOException {
        directory.createFile(name("a"), 0600).close();
        directory.createFile(name("b"), 0600).close();
        long inode = directory.child(name("a")).status().inode();
        assertRefused(Kind.EXISTS, () -> directory.rename(name("a"), directory, name("b"), Existing.KEEP));
        directory.rename(name("a"), directory, name("b"), Existing.REPLACE);
        assertEquals(inode, directory.child(name("b")).status().inode());
        assertRefused(Kind.NOT_FOUND, () -> directory.child(name("a")).status());
        directory.createDirectory(name("d"), 0700);
        try (Directory inner = directory.openDirectory(name("d"))) {
            directory.rename(name("b"), inner, name("c"), Existing.KEEP);
            assertEquals(inode, inner.child(name("c")).status().inode());
        }
    }

    @Test
    void removesNamesAndEmptyDirectories() throws IOException {
        directory.createDirectory(name("d"), 0700);
        Files.createFile(folder.resolve("d/x"));
        assertRefused(Kind.NOT_EMPTY, () -> directory.removeDirectory(name("d")));
        assertRefused(Kind.IS_A_DIRECTORY, () -> directory.remove(name("d")));
        try (Directory inner = directory.openDirectory(name("d"))) {
            inner.remove(name("x"));
            assertRefused(Kind.NOT_FOUND, () -> inner.remove(name("x")));
        }
        directory.removeDirectory(name("d"));
        assertRefused(Kind.NOT_FOUND, () -> directory.openDirectory(name("d")));
    }

    @Test
    void refusesNamesThatAreMoreThanOneName() {
        for (String bad : new String[] {"", ".", "..", "a/b", "/etc/passwd", "../x", "a\0"}) {
            assertThrows(IllegalArgumentException.class, () -> directory.child(name(bad)), bad);
            assertThrows(IllegalArgumentException.class, () -> directory.openDirectory(name(bad)), bad);
            assertThrows(IllegalArgumentException.class, () -> directory.openFile(name(bad), Access.READ), bad);
            assertThrows(IllegalArgumentException.class, () -> directory.createFile(name(bad), 0600), bad);
            assertThrows(IllegalArgumentException.class, () -> directory.createDirectory(name(bad), 0700), bad);
            assertThrows(IllegalArgumentException.class, () -> directory.createLink(name(bad), name("t")), bad);
            assertThrows(IllegalArgumentException.class, () -> directory.createHardLink(name("n"), directory, name(bad)), bad);
            assertThrows(IllegalArgumentException.class, () -> directory.createHardLink(name(bad), directory, name("n")), bad);
            assertThrows(IllegalArgumentException.class, () -> directory.createNode(name(bad), FileType.FIFO, 0, DeviceNumber.NONE), bad);
            assertThrows(IllegalArgumentException.class, () -> directory.readLink(name(bad)), bad);
            assertThrows(IllegalArgumentException.class, () -> directory.rename(name("n"), directory, name(bad), Existing.KEEP), bad);
            assertThrows(IllegalArgumentException.class, () -> directory.rename(name(bad), directory, name("n"), Existing.KEEP), bad);
            assertThrows(IllegalArgumentException.class, () -> directory.remove(name(bad)), bad);
            assertThrows(IllegalArgumentException.class, () -> directory.removeDirectory(name(bad)), bad);
        }
    }

    @Test
    void aNameTheFileSystemCannotHoldIsRefusedAsTooLong() {
        assertRefused(Kind.TOO_LONG, () -> directory.createFile(name("x".repeat(256)), 0600));
        assertRefused(Kind.TOO_LONG, () -> directory.createFile(name("x".repeat(100_000)), 0600));
    }

    @Test
    void errorsNameWhatWasTriedWhereAndWhy() {
        var refusal = assertRefused(Kind.NOT_FOUND, () -> directory.openDirectory(LATIN));
        assertEquals("ENOENT", refusal.error());
        assertEquals("open the directory '" + folder + "/gr\\xfcn\\x0a\\xff'", refusal.action());
        assertEquals("cannot " + refusal.action() + ": there is no such file (ENOENT)", refusal.getMessage());
    }
}
