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
import static org.redoubt.os.linux.file.Fixture.trustedAttributesAreSet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.os.DeviceNumber;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.ExtendedAttribute;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFile;
import org.redoubt.api.os.HostFileException.Kind;
import org.redoubt.api.os.OpenFile;
import org.redoubt.testkit.host.Host;

class MetadataTest {

    private static final Instant OLD = Instant.parse("1931-02-03T04:05:06.123456789Z");
    private static final Instant RECENT = Instant.parse("2026-01-02T03:04:05.987654321Z");

    @TempDir
    Path folder;

    private Directory directory;

    @BeforeEach
    void open() throws IOException {
        directory = new LinuxFiles().openDirectory(folder);
        directory.createFile(LATIN, 0600).close();
        directory.createFile(name("file"), 0600).close();
        directory.createLink(name("link"), name("file"));
        directory.createDirectory(name("dir"), 0700);
        directory.createNode(name("fifo"), FileType.FIFO, 0600, DeviceNumber.NONE);
    }

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void timesAreKeptToTheNanosecondAlsoOfLinks() throws IOException {
        for (byte[] name : List.of(LATIN, name("link"), name("dir"), name("fifo"))) {
            HostFile file = directory.child(name);
            file.setTimes(OLD, RECENT);
            assertEquals(OLD, file.status().accessed());
            assertEquals(RECENT, file.status().modified());
            file.setModified(OLD);
            assertEquals(OLD, file.status().accessed());
            assertEquals(OLD, file.status().modified());
        }
        directory.setTimes(RECENT, OLD);
        assertEquals(RECENT, directory.status().accessed());
        assertEquals(OLD, directory.status().modified());
    }

    @Test
    void modesAreSetWhateverTheMaskIs() throws IOException {
        for (byte[] name : List.of(LATIN, name("dir"), name("fifo"))) {
            directory.child(name).setMode(01777);
            assertEquals(01777, directory.child(name).status().mode());
        }
        try (OpenFile file = directory.createFile(name("new"), 0)) {
            file.setMode(06755);
            assertEquals(06755, file.status().mode());
        }
        assertThrows(IllegalArgumentException.class, () -> directory.setMode(010000));
        assertThrows(IllegalArgumentException.class, () -> directory.child(name("file")).setMode(-1));
    }

    @Test
    void ownersAreNumbersOfThirtyTwoBits() throws IOException {
        assumeTrue(Host.isRoot(), "only root gives files away");
        long largest = 0xfffffffeL;
        directory.child(name("link")).setOwner(largest, 1);
        assertEquals(largest, directory.child(name("link")).status().user());
        assertEquals(0, directory.child(name("file")).status().user());
        directory.setOwner(7, largest);
        assertEquals(7, directory.status().user());
        assertEquals(largest, directory.status().group());
        assertThrows(IllegalArgumentException.class, () -> directory.setOwner(0xffffffffL, 0));
        assertThrows(IllegalArgumentException.class, () -> directory.setOwner(0, -1));
    }

    @Test
    void statusTellsWhatStatTells() throws IOException {
        FileStatus status = directory.child(name("file")).status();
        String told = Host.run("stat", "-c", "%i %h %u %g %s %b %Hd %Ld %a %W", folder.resolve("file").toString());
        assertEquals(told, String.join(" ", Long.toUnsignedString(status.inode()), "" + status.links(), "" + status.user(),
                "" + status.group(), "" + status.size(), "" + status.allocated() / 512, "" + status.device().major(),
                "" + status.device().minor(), Integer.toOctalString(status.mode()),
                "" + status.created().map(Instant::getEpochSecond).orElse(0L)));
        assertEquals(DeviceNumber.NONE, status.node());
        assertTrue(status.mount().isPresent());
        assertEquals(status.changed(), directory.child(name("file")).status().changed());
    }

    @Test
    void attributesKeepEveryByteOfNameAndValue() throws IOException {
        byte[] anything = {0, 1, (byte) 0xff, '\n', 0};
        Set<ExtendedAttribute> all = Set.of(ExtendedAttribute.of("user.text", name("value")),
                ExtendedAttribute.of("user.empty", new byte[0]), ExtendedAttribute.of("user.bytes", anything),
                ExtendedAttribute.of(new byte[] {'u', 's', 'e', 'r', '.', (byte) 0xe4}, anything));
        for (HostFile file : List.of(directory.child(LATIN), directory, directory.child(name("dir")))) {
            for (ExtendedAttribute attribute : all) {
                file.setAttribute(attribute);
            }
            assertEquals(all, Set.copyOf(file.attributes()));
            assertArrayEquals(anything, file.attribute("user.bytes").orElseThrow());
            assertFalse(file.attribute("user.none").isPresent());
            assertTrue(file.removeAttribute(ExtendedAttribute.of("user.text", new byte[0])));
            assertFalse(file.removeAttribute(ExtendedAttribute.of("user.text", new byte[0])));
            assertEquals(3, file.attributes().size());
        }
        assertEquals(List.of(), directory.child(name("file")).attributes());
    }

    @Test
    void linksAndNodesHaveTrustedAttributesAndRefuseUserOnes() throws IOException {
        assumeTrue(trustedAttributesAreSet(folder), "this user sets no trusted attributes, or setfattr is not installed");
        ExtendedAttribute trusted = ExtendedAttribute.of("trusted.redoubt", name("x"));
        for (String name : List.of("link", "fifo")) {
            HostFile file = directory.child(name(name));
            file.setAttribute(trusted);
            assertEquals(List.of(trusted), file.attributes());
            assertRefused(Kind.NOT_PERMITTED, () -> file.setAttribute(ExtendedAttribute.of("user.x", name("x"))));
        }
        assertEquals(List.of(), directory.child(name("file")).attributes());
    }

    @Test
    void accessListsComeBackByteForByte() throws IOException {
        assumeTrue(Host.status("setfacl", "-m", "u:12345:rw,g:54321:r", folder.resolve("file").toString()) == 0,
                "no setfacl, or no access lists on this file system");
        Host.run("setfacl", "-m", "u:1:rwx,d:u:12345:rx,d:g::r", folder.resolve("dir").toString());
        directory.createFile(name("copy"), 0600).close();
        directory.createDirectory(name("dircopy"), 0700);
        for (String name : List.of("file", "dir")) {
            HostFile copy = directory.child(name(name.equals("file") ? "copy" : "dircopy"));
            List<ExtendedAttribute> lists = directory.child(name(name)).attributes();
            assertEquals(name.equals("file") ? 1 : 2, lists.size());
            for (ExtendedAttribute list : lists) {
                copy.setAttribute(list);
            }
            assertEquals(Set.copyOf(lists), Set.copyOf(copy.attributes()));
        }
        assertEquals(Host.run("getfacl", "-cnp", folder.resolve("file").toString()),
                Host.run("getfacl", "-cnp", folder.resolve("copy").toString()));
        assertEquals(Host.run("getfacl", "-cnp", folder.resolve("dir").toString()),
                Host.run("getfacl", "-cnp", folder.resolve("dircopy").toString()));
    }

    @Test
    void capabilitiesComeBack() throws IOException {
        assumeTrue(Host.isRoot() && Host.status("setcap", "cap_net_raw+ep", folder.resolve("file").toString()) == 0,
                "capabilities need root and setcap");
        byte[] capability = directory.child(name("file")).attribute("security.capability").orElseThrow();
        directory.createFile(name("copy"), 0700).close();
        directory.child(name("copy")).setAttribute(ExtendedAttribute.of("security.capability", capability));
        assertTrue(Host.run("getcap", folder.resolve("copy").toString()).contains("cap_net_raw"));
    }
}
