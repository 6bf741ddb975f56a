package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.os.linux.file.LinuxFiles;
import org.redoubt.plugin.volume.rig.Hooked;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;

/** An image that changes while it is read: what is kept is told to be of no single instant, and what is not whole is not kept. */
class ChangingImageTest {
    private static final int DATA = 5 << 20;
    private static final int SIZE = 8 << 20;

    @TempDir
    Path scratch;
    Path image;

    /** Data, and a hole at the end. */
    @BeforeEach
    void makeImage() throws Exception {
        image = scratch.toRealPath().resolve("disk.img");
        byte[] bytes = new byte[DATA];
        new Random(1).nextBytes(bytes);
        Files.write(image, bytes);
        resize(SIZE);
    }

    private void resize(long size) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(size);
        }
    }

    @Test
    void oneThatGrowsIsKeptAsFarAsItWas() throws Exception {
        byte[] before = Files.readAllBytes(image);
        Saved saved = protectWhile(() -> Files.write(image, new byte[] {1, 2, 3}, StandardOpenOption.APPEND));
        assertWarned(saved);
        assertArrayEquals(before, restored());
    }

    @Test
    void oneThatIsOverwrittenIsNamed() throws Exception {
        Saved saved = protectWhile(() -> {
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.seek(DATA - 1);
                file.write(7);
            }
        });
        assertWarned(saved);
        assertEquals(7, restored()[DATA - 1]);
    }

    @Test
    void oneThatIsCutIsNotKept() {
        assertRefused(DATA / 2, DATA / 2);
    }

    @Test
    void oneThatIsCutWithinAHoleIsNotKeptEither() {
        assertRefused(SIZE - 1, SIZE - 1);
    }

    @Test
    void oneThatIsReplacedIsKeptAsItWasOpened() throws Exception {
        byte[] before = Files.readAllBytes(image);
        Path other = Files.write(scratch.resolve("other"), Arrays.copyOf(before, 1000));
        Saved saved = protectWhile(() -> Files.move(other, image, StandardCopyOption.REPLACE_EXISTING));
        assertEquals(List.of(), saved.context().warnings());
        assertArrayEquals(before, restored());
    }

    private void assertRefused(long size, long reached) {
        RedoubtException refused = assertThrows(RedoubtException.class, () -> protectWhile(() -> resize(size)));
        assertEquals(ProblemKind.CONFLICT, refused.problem().kind());
        assertEquals("The image became shorter while it was read: " + reached + " of " + SIZE + " bytes were there.", refused.problem().message());
    }

    private interface Change {
        void make() throws Exception;
    }

    /** Changes it when its first bytes are read, and restores what was kept. */
    private Saved protectWhile(Change change) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (Rig rig = Rig.with(scratch, Hooked.files(new LinuxFiles(), (called, on) -> {
            if (called.equals("read") && done.compareAndSet(false, true)) {
                change.make();
            }
        }))) {
            Saved saved = rig.protect(image, "{}");
            assertTrue(done.get(), "the change was never made");
            assertEquals(List.of(), rig.restore(saved, scratch, "copy.img", "{}").missing());
            return saved;
        }
    }

    private void assertWarned(Saved saved) {
        List<Problem> warnings = saved.context().warnings();
        assertEquals(List.of("The image " + image + " was written to while it was read; what was read may be of no single instant."),
                warnings.stream().map(Problem::message).toList());
    }

    private byte[] restored() throws Exception {
        return Files.readAllBytes(scratch.resolve("copy.img"));
    }
}
