package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.host.LoopVolume;
import org.redoubt.testkit.protection.TestRestoreContext;

class TargetCheckTest {
    private static final long DISK = 32L << 20;
    private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

    @TempDir
    private Path scratch;
    private Rig rig;
    private Saved saved;

    @BeforeEach
    void protect() throws Exception {
        rig = Rig.linux(scratch);
        Path volume = Files.createDirectory(scratch.resolve("volume"));
        byte[] content = new byte[8 << 20];
        new Random(1).nextBytes(content);
        Files.write(volume.resolve("file"), content);
        saved = rig.protect(volume, "{}");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private List<Problem> check(Path location, String name) throws Exception {
        return rig.check(saved, rig.restoring(saved, location, name), "{}");
    }

    @Test
    void aTargetThatCanBeWrittenIsLeftAsItWas() throws Exception {
        Path target = Files.createDirectory(scratch.resolve("target"));
        Files.setLastModifiedTime(target, FileTime.from(LONG_AGO));
        assertEquals(List.of(), check(target, "back"));
        assertEquals(List.of(), check(target.resolve("deeper/still"), "back"));
        assertEquals(LONG_AGO, Files.getLastModifiedTime(target).toInstant());
        assertEquals(0, target.toFile().list().length);
    }

    @Test
    void aTargetBelowAFileIsRefused() throws Exception {
        Path file = Files.createFile(scratch.resolve("afile"));
        List<Problem> problems = check(file.resolve("below"), "back");
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().message().startsWith("Nothing can be written to " + file.resolve("below/back") + ": "), problems::toString);
    }

    @Test
    void aTargetThatIsMountedForReadingOnlyIsRefused() throws Exception {
        try (LoopVolume disk = LoopVolume.mount("ext4", DISK)) {
            Host.run("mount", "-o", "remount,ro", disk.path().toString());
            List<Problem> problems = check(disk.path(), "back");
            assertEquals(List.of(ProblemKind.DENIED), problems.stream().map(Problem::kind).toList(), problems::toString);
        }
    }

    @Test
    void aTargetWithoutEnoughRoomIsRefusedBeforeAnythingIsWritten() throws Exception {
        try (LoopVolume disk = LoopVolume.mount("ext4", DISK)) {
            Path filler = disk.path().resolve("filler");
            long room = Files.getFileStore(disk.path()).getUsableSpace();
            Files.write(filler, new byte[(int) room - (256 << 10)]);
            List<Problem> problems = check(disk.path(), "back");
            assertEquals(List.of(ProblemKind.FULL), problems.stream().map(Problem::kind).toList(), problems::toString);
        }
    }

    @Test
    void whatTheSameRestoreHasMadeIsNotInItsWayAndIsMadeWhole() throws Exception {
        for (Path target : List.of(scratch.resolve("fresh"), Files.createDirectories(scratch.resolve("empty/back")).getParent())) {
            TestRestoreContext first = rig.restore(saved, target, "back", "{}");
            Path file = target.resolve("back/file");
            Files.delete(file);
            Files.createFile(target.resolve("back/other"));
            assertEquals(List.of(), rig.check(saved, first, "{}"));
            rig.restore(saved, first, "{}");
            assertEquals(8 << 20, Files.size(file));
            assertEquals(List.of(ProblemKind.EXISTS), check(target, "back").stream().map(Problem::kind).toList());
        }
    }

    @Test
    void aTargetInABankIsRefusedByWhateverWayItIsNamed() throws Exception {
        Path bank = Files.createDirectories(scratch.resolve("bank/objects")).getParent().toRealPath();
        Path link = Files.createSymbolicLink(scratch.resolve("link"), bank);
        for (Path into : List.of(bank, bank.resolve("objects/deeper"), link)) {
            TestRestoreContext context = rig.restoring(saved, into, "back");
            context.useBankPaths(Set.of(bank));
            List<Problem> problems = rig.check(saved, context, "{}");
            assertEquals(List.of(ProblemKind.CONFLICT), problems.stream().map(Problem::kind).toList(), problems::toString);
            assertTrue(problems.getFirst().message().contains(" to a bank or to this runtime"), problems::toString);
        }
        TestRestoreContext beside = rig.restoring(saved, scratch, "bank-too");
        beside.useBankPaths(Set.of(bank));
        assertEquals(List.of(), rig.check(saved, beside, "{}"));
    }

    @Test
    void aDirectoryInTheWayOfAFileThatWouldBeReplacedIsFound() throws Exception {
        Path there = Files.createDirectories(scratch.resolve("target/back/file/within")).getParent();
        TestRestoreContext context = rig.restoring(saved, scratch.resolve("target"), "back");
        List<Problem> problems = rig.check(saved, context, "{\"onConflict\": \"replace\"}");
        assertEquals(List.of(ProblemKind.EXISTS), problems.stream().map(Problem::kind).toList(), problems::toString);
        assertTrue(problems.getFirst().message().contains("\"file\" is a directory now"), problems::toString);
        Files.delete(there.resolve("within"));
        Files.delete(there);
        Files.createFile(there);
        assertEquals(List.of(), rig.check(saved, context, "{\"onConflict\": \"replace\"}"));
    }

    @Test
    void aVolumeSaysHowMuchRoomItNeedsWithoutItsHoles() throws Exception {
        Path image = scratch.resolve("disk.img");
        byte[] content = new byte[2 << 20];
        new Random(2).nextBytes(content);
        try (SeekableByteChannel channel = Files.newByteChannel(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content));
            channel.position(1L << 30);
            channel.write(ByteBuffer.wrap(content, 0, 4096));
        }
        Saved sparse = rig.protect(image, "{}");
        for (Saved volume : List.of(saved, sparse)) {
            TestRestoreContext context = rig.restoring(volume, scratch, "back");
            assertEquals(List.of(), rig.check(volume, context, "{}"));
            long needed = context.needs().values().stream().mapToLong(Long::longValue).sum();
            assertEquals(volume == saved ? 8 << 20 : (2 << 20) + 4096, needed);
        }
    }

    @Test
    void aPlaceWhoseBytesAreNotKnownIsRefused() throws Exception {
        TestRestoreContext context = rig.restoring(saved, scratch.resolve("bad\uFFFD"), "copy");
        assertEquals(ProblemKind.UNSUPPORTED, rig.check(saved, context, "{}").getFirst().kind());
    }

    @Test
    void whatTheCheckpointHasOfABankIsNotPutIntoTheBankThatIsInUseThere() throws Exception {
        Path disk = Files.createDirectories(scratch.resolve("disk/bank/objects")).getParent().getParent().toRealPath();
        Files.writeString(disk.resolve("bank/objects/one"), "an earlier state");
        Files.writeString(disk.resolve("other"), "of no bank");
        Saved both = rig.protect(disk, "{}");
        for (String way : List.of("replace", "skip")) {
            TestRestoreContext whole = rig.restoring(both, Optional.empty());
            whole.useBankPaths(Set.of(disk.resolve("bank")));
            List<Problem> problems = rig.check(both, whole, "{\"onConflict\": \"" + way + "\"}");
            assertEquals(ProblemKind.CONFLICT, problems.getFirst().kind());
            assertTrue(problems.getFirst().message().startsWith(disk.resolve("bank") + " belongs to a bank"), problems::toString);
        }
        TestRestoreContext part = rig.restoring(both, Optional.empty());
        part.useBankPaths(Set.of(disk.resolve("bank")));
        assertEquals(List.of(), rig.check(both, part, "{\"onConflict\": \"replace\", \"include\": [\"other\"]}"));
        Files.delete(disk.resolve("bank/objects/one"));
        Files.delete(disk.resolve("bank/objects"));
        Saved without = rig.protect(disk, "{}");
        TestRestoreContext empty = rig.restoring(without, Optional.empty());
        empty.useBankPaths(Set.of(disk.resolve("bank")));
        assertEquals(List.of(), rig.check(without, empty, "{\"onConflict\": \"replace\"}"));
    }
}
