package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.protection.TestRestoreContext;

class ImageRoundTripTest {
    private static final long GIB = 1L << 30;
    private static final int MIB = 1 << 20;

    @TempDir
    Path scratch;

    @Test
    void anImageOf8GibWith100MibOfDataComesBackSparseAndTheSame() throws Exception {
        assumeTrue(Files.getFileStore(scratch).getUsableSpace() > 260L << 20, "the temporary folder has no room for two images");
        Path image = image("disk.img", 8 * GIB, 100);
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(image, "{}");
            TestRestoreContext restored = rig.restore(saved, scratch, "copy.img", "{}");

            Path copy = scratch.resolve("copy.img");
            assertEquals(List.of(), saved.context().warnings());
            assertEquals(List.of(), restored.missing());
            assertEquals(8 * GIB, Files.size(copy));
            assertTrue(allocated(copy) >= 100 && allocated(copy) < 110, allocated(copy) + " MiB are allocated, 100 were written");
            for (int i = 0; i < 100; i++) {
                assertArrayEquals(content(image, written(8 * GIB, 100, i)), content(copy, written(8 * GIB, 100, i)), "mebibyte " + i);
            }
            // What is zeros becomes a hole, so that nothing but the data is left.
            Host.run("fallocate", "--dig-holes", copy.toString());
            assertTrue(allocated(copy) <= 101, allocated(copy) + " MiB of the copy are not zeros");
            assertEquals(8 * GIB, saved.context().done());
            assertEquals(image.toString(), saved.resource().id());
        }
    }

    @Test
    void sizeAndChecksumOfTheWholeAreRecordedAsAnyToolWouldComputeThem() throws Exception {
        Path image = image("disk.img", 40 << 20, 3);
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(image, "{}");
            JsonObject info = rig.plugin().getSavedInfo(saved.section(), saved.resource());
            assertEquals("image", info.string("kind").orElseThrow());
            assertEquals(40L << 20, info.number("size").orElseThrow());
            CRC32C whole = new CRC32C();
            whole.update(Files.readAllBytes(image));
            assertEquals(HexFormat.of().toHexDigits((int) whole.getValue()), info.string("crc32c").orElseThrow());
        }
    }

    @Test
    void aRestoredImageThatIsNotWhatWasReadNeverGetsItsName() throws Exception {
        Path image = image("disk.img", 1 << 20, 1);
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(image, "{}");
            saved.section().forge("volume", saved.section().get("volume").orElseThrow().toBuilder().put("crc32c", "00000000").build());
            TestRestoreContext restored = rig.restore(saved, scratch, "copy.img", "{}");
            assertEquals(ProblemKind.DAMAGED, restored.missing().getFirst().kind());
            assertFalse(Files.exists(scratch.resolve("copy.img")));
        }
    }

    @Test
    void verifyFindsAnImageThatIsNotWhatAnEarlierVersionRecorded() throws Exception {
        Path image = image("disk.img", 1 << 20, 1);
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(image, "{}");
            Map<String, Json> members = new LinkedHashMap<>(saved.section().get("volume").orElseThrow().members());
            members.remove("crc32c");
            JsonObject earlier = new JsonObject(members).toBuilder().put("formatVersion", 1)
                    .put("sha256", Host.run("sha256sum", image.toString()).split(" ")[0]).build();
            saved.section().forge("volume", earlier);
            assertEquals(List.of(), rig.verify(saved));
            assertEquals(List.of(), rig.restore(saved, scratch, "copy.img", "{}").missing());
            saved.section().forge("volume", earlier.toBuilder().put("sha256", "00").build());
            assertEquals(ProblemKind.DAMAGED, rig.verify(saved).getFirst().kind());
        }
    }

    @Test
    void modeOwnerTimeAndAttributesOfAnImageComeBack() throws Exception {
        assumeTrue(Host.status("rsync", "--version") == 0 && Host.status("setfattr", "--version") == 0, "rsync or attr is not installed");
        Path image = image("disk.img", 1 << 20, 1);
        Host.run("bash", "-c", "chmod 640 $0; touch -d '2001-02-03 04:05:06.123456789' $0; setfattr -n user.label -v x $0", image.toString());
        try (Rig rig = Rig.linux(scratch)) {
            rig.restore(rig.protect(image, "{}"), scratch.resolve("out"), "disk.img", "{}");
            assertEquals("", Host.run("rsync", "-aXAnci", image.toString(), scratch.resolve("out/disk.img").toString()));
        }
    }

    @Test
    void anUnchangedImageIsNotReadAgain() throws Exception {
        Path image = image("disk.img", 3 << 20, 2);
        Host.run("touch", "-d", "2001-01-01", image.toString());
        try (Rig rig = Rig.linux(scratch)) {
            Saved first = rig.saving(image);
            // as if the first run had been long after the last change, which the kernel dates by its own clock
            first.context().useClock(() -> Instant.now().plusSeconds(60));
            rig.protect(first, "{}");
            Saved second = rig.protect(rig.saving(image, Optional.of(first)), "{}");
            assertEquals(first.section().dataId("image"), second.section().dataId("image"));
            assertEquals(List.of(), rig.verify(second));
        }
    }

    @Test
    void anImageThatIsThereIsReplacedOnlyIfThatIsSaid() throws Exception {
        Path image = image("disk.img", 1 << 20, 1);
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(image, "{}");
            Files.writeString(image, "something else");
            TestRestoreContext back = rig.restoring(saved, Optional.empty());
            assertEquals(ProblemKind.EXISTS, rig.check(saved, back, "{}").getFirst().kind());

            rig.restore(saved, rig.restoring(saved, Optional.empty()), "{\"onConflict\": \"skip\"}");
            assertEquals("something else", Files.readString(image));

            TestRestoreContext replaced = rig.restore(saved, back, "{\"onConflict\": \"replace\"}");
            assertEquals(1 << 20, Files.size(image));
            assertEquals(image.toString(), replaced.result().orElseThrow().place());
        }
    }

    @Test
    void undoTakesARestoredImageAwayAndLeavesOneThatWasChangedSince() throws Exception {
        Path image = image("disk.img", 1 << 20, 1);
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(image, "{}");
            Path out = scratch.resolve("a/b");
            rig.undo(rig.restore(saved, out, "copy", "{}"));
            assertFalse(Files.exists(scratch.resolve("a")));

            TestRestoreContext kept = rig.restore(saved, out, "copy", "{}");
            Files.writeString(out.resolve("copy"), "used", StandardOpenOption.APPEND);
            rig.undo(kept);
            assertTrue(Files.exists(out.resolve("copy")));
        }
    }

    @Test
    void aRestoreThatStopsLeavesNothingUnderTheName() throws Exception {
        Path image = image("disk.img", 1 << 20, 1);
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(image, "{}");
            TestRestoreContext half = rig.restoring(saved, scratch.resolve("out"), "copy");
            rig.restoreMain(saved, half, "{}");
            assertFalse(Files.exists(scratch.resolve("out/copy")));
            rig.undo(half);
            assertFalse(Files.exists(scratch.resolve("out")));
        }
    }

    private Path image(String name, long size, int mebibytes) throws Exception {
        Path image = scratch.resolve(name);
        Random random = new Random(1);
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] data = new byte[MIB];
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(data);
                channel.write(ByteBuffer.wrap(data), written(size, mebibytes, i));
            }
        }
        Host.run("truncate", "-s", Long.toString(size), image.toString());
        assumeTrue(Files.size(image) == size);
        return image.toRealPath();
    }

    /** Where the mebibyte of data with this number is in an image. */
    private static long written(long size, int mebibytes, int number) {
        return Math.max(0, (size - MIB) / mebibytes * number) / 4096 * 4096;
    }

    private static byte[] content(Path file, long at) throws Exception {
        ByteBuffer content = ByteBuffer.allocate(MIB);
        try (FileChannel channel = FileChannel.open(file)) {
            while (content.hasRemaining() && channel.read(content, at + content.position()) >= 0) {
                continue;
            }
        }
        return content.array();
    }

    private static long allocated(Path file) throws Exception {
        return Long.parseLong(Host.run("du", "-m", file.toString()).split("\\s")[0]);
    }
}
