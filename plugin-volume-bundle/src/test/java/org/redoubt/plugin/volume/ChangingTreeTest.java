package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.Problem;
import org.redoubt.os.linux.file.LinuxFiles;
import org.redoubt.plugin.volume.rig.Hooked;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;

/** A tree that changes while it is read costs a warning for each file, and nothing else. */
class ChangingTreeTest {
    @TempDir
    Path scratch;
    Path volume;

    @BeforeEach
    void makeTree() throws Exception {
        volume = Files.createDirectories(scratch.resolve("volume")).toRealPath();
        for (String name : List.of("a", "b", "c")) {
            Files.write(volume.resolve(name), new byte[3 << 20]);
        }
        Files.createDirectories(volume.resolve("dir"));
        Files.writeString(volume.resolve("dir/in"), "in");
    }

    @Test
    void aFileThatVanishesIsNamedAndLeftOut() throws Exception {
        Saved saved = protectWhile("openFile", "b", () -> Files.delete(volume.resolve("b")));
        assertOneWarning(saved, "b", "vanished");
        assertEquals(List.of("a", "c", "dir"), restored());
    }

    @Test
    void aFileThatGrowsIsKeptAsFarAsItWasAndNamed() throws Exception {
        Saved saved = protectWhile("read", "b", () -> Files.write(volume.resolve("b"), new byte[5 << 20], StandardOpenOption.APPEND));
        assertOneWarning(saved, "b", "became longer");
        assertEquals(3 << 20, Files.size(scratch.resolve("copy/b")));
    }

    @Test
    void aFileThatShrinksIsKeptAsFarAsItWasReadAndNamed() throws Exception {
        Saved saved = protectWhile("read", "b", () -> {
            try (FileChannel channel = FileChannel.open(volume.resolve("b"), StandardOpenOption.WRITE)) {
                channel.truncate(1000);
            }
        });
        assertOneWarning(saved, "b", "became shorter");
        assertEquals(1000, Files.size(scratch.resolve("copy/b")));
    }

    @Test
    void aFileThatIsOverwrittenIsNamed() throws Exception {
        Saved saved = protectWhile("read", "b", () -> {
            try (FileChannel channel = FileChannel.open(volume.resolve("b"), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {1}), 2 << 20);
            }
            Files.setLastModifiedTime(volume.resolve("b"), FileTime.fromMillis(1));
        });
        assertOneWarning(saved, "b", "was written to");
    }

    @Test
    void aDirectoryThatVanishesIsNamedAndLeftOut() throws Exception {
        Saved saved = protectWhile("openDirectory", "dir", () -> {
            Files.delete(volume.resolve("dir/in"));
            Files.delete(volume.resolve("dir"));
        });
        assertOneWarning(saved, "dir", "vanished");
        assertEquals(List.of("a", "b", "c"), restored());
    }

    @Test
    void aDirectoryThatBecomesALinkIsNotFollowed() throws Exception {
        Saved saved = protectWhile("openDirectory", "dir", () -> {
            Files.delete(volume.resolve("dir/in"));
            Files.delete(volume.resolve("dir"));
            Files.createSymbolicLink(volume.resolve("dir"), Path.of("/etc"));
        });
        assertEquals(1, saved.context().warnings().size());
        try (Stream<Path> entries = Files.list(scratch.resolve("copy/dir"))) {
            assertEquals(0, entries.count());
        }
    }

    @Test
    void aFileThatMayNotBeReadIsNamedAndLeftOut() throws Exception {
        Saved saved = protectWhile("openFile", "b", () -> {
            throw new HostFileException(HostFileException.Kind.NOT_PERMITTED, "EACCES", "open the file 'b'");
        });
        assertOneWarning(saved, "b", "not permitted");
        assertEquals(List.of("a", "c", "dir"), restored());
    }

    @Test
    void aDiskErrorInTheMiddleLeavesTheFileOut() throws Exception {
        Saved saved = protectWhile("read", "b", () -> {
            throw new HostFileException(HostFileException.Kind.IO_ERROR, "EIO", "read 'b'");
        });
        assertOneWarning(saved, "b", "reports an error");
        assertEquals(List.of("a", "c", "dir"), restored());
    }

    @Test
    void cancellingStopsBetweenBuffers() throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            Saved volumeToSave = rig.saving(volume);
            volumeToSave.context().cancel();
            assertThrows(CancelledException.class, () -> rig.protect(volumeToSave, "{}"));
            assertEquals(List.of(), volumeToSave.section().data());
        }
    }

    private interface Change {
        void make() throws Exception;
    }

    private Saved protectWhile(String method, String file, Change change) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (Rig rig = Rig.with(scratch, Hooked.files(new LinuxFiles(), (called, on) -> {
            if (called.equals(method) && on.equals(file) && done.compareAndSet(false, true)) {
                change.make();
            }
        }))) {
            Saved saved = rig.protect(volume, "{}");
            assertTrue(done.get(), "the change was never made");
            List<Problem> warnings = rig.restore(saved, scratch, "copy", "{}").warnings();
            assertEquals("When " + volume + " was protected, 1 entry could not be kept as it was; what was not kept is not restored.",
                    warnings.getFirst().message());
            return saved;
        }
    }

    private static void assertOneWarning(Saved saved, String subject, String words) {
        List<Problem> warnings = saved.context().warnings();
        assertEquals(1, warnings.size(), warnings.toString());
        assertEquals(subject, warnings.getFirst().subject().orElseThrow());
        assertTrue(warnings.getFirst().message().contains(words), warnings.toString());
    }

    private List<String> restored() throws Exception {
        try (Stream<Path> entries = Files.list(scratch.resolve("copy"))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
