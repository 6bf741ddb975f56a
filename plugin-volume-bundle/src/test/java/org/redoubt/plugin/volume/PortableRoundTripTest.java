package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.host.HostileTree;
import org.redoubt.testkit.protection.TestRestoreContext;

/** What is kept where no bundle offers the calls of the operating system, and what is said of the rest. */
class PortableRoundTripTest {
    @TempDir
    Path scratch;

    @Test
    void allThatJavaCanKeepComesBackAndTheRestIsSaid() throws Exception {
        assumeTrue(Host.status("rsync", "--version") == 0 && Host.status("setfattr", "--version") == 0, "rsync or attr is not installed");
        Path source = scratch.resolve("source");
        HostileTree.make(source);
        HostileTree.run(source, "rm -f hardlink-to-link; setfattr -n user.note -v remark big");
        try (Rig rig = Rig.portable(scratch)) {
            Saved saved = rig.protect(source, "{}");
            TestRestoreContext restored = rig.restore(saved, scratch, "copy", "{}");

            assertEquals(1, saved.context().warnings().size());
            assertTrue(saved.context().warnings().getFirst().message().contains("Access control lists"));
            List<String> missing = restored.missing().stream().map(problem -> problem.subject().orElse("")).sorted().toList();
            List<String> expected = Host.isRoot() ? List.of("disk", "large", "null", "pipe", "untidy") : List.of("pipe", "untidy");
            assertEquals(expected, missing);
            assertEquals(1, restored.warnings().size(), restored.warnings().toString());
            assertTrue(restored.warnings().getFirst().message().startsWith("The modification time of"));
            // times of links, and those before 1970, are beyond Java
            HostileTree.run(source, "rm -f disk large null pipe untidy; find . -type l -delete; touch -d 2001-01-01 . sub/deep");
            HostileTree.run(scratch.resolve("copy"), "find . -type l -delete; touch -d 2001-01-01 . sub/deep");
            assertEquals("", Host.run("rsync", "-aHXnci", "--delete", source + "/", scratch.resolve("copy") + "/"));
        }
    }

    @Test
    void sparseFilesStaySparse() throws Exception {
        Path source = Files.createDirectories(scratch.resolve("source"));
        HostileTree.run(source, "truncate -s 50M sparse; printf data | dd of=sparse bs=1 seek=20000000 conv=notrunc status=none");
        try (Rig rig = Rig.portable(scratch)) {
            rig.restore(rig.protect(source, "{}"), scratch, "copy", "{}");
            long kib = Long.parseLong(Host.run("du", "-k", scratch.resolve("copy/sparse").toString()).split("\\s")[0]);
            assertTrue(kib < 200, kib + " KiB");
            assertEquals(0, Host.status("cmp", source.resolve("sparse").toString(), scratch.resolve("copy/sparse").toString()));
        }
    }

    @Test
    void anImageComesBackSparse() throws Exception {
        Path image = scratch.resolve("disk.img");
        Host.run("bash", "-c", "truncate -s 30M $0; printf data | dd of=$0 bs=1 seek=9000000 conv=notrunc status=none", image.toString());
        try (Rig rig = Rig.portable(scratch)) {
            rig.restore(rig.protect(image, "{}"), scratch, "copy.img", "{}");
            assertEquals(0, Host.status("cmp", image.toString(), scratch.resolve("copy.img").toString()));
            assertTrue(Long.parseLong(Host.run("du", "-k", scratch.resolve("copy.img").toString()).split("\\s")[0]) < 200);
        }
    }

    @Test
    void aCheckpointMadeWithTheCallsOfTheSystemCanBeRestoredWithoutThem() throws Exception {
        Path source = scratch.resolve("source");
        HostileTree.make(source);
        Saved saved;
        try (Rig linux = Rig.linux(scratch); Rig portable = Rig.portable(scratch)) {
            saved = linux.protect(source, "{}");
            portable.restore(saved, scratch, "copy", "{}");
            assertEquals(0, Host.status("cmp", source.resolve("big").toString(), scratch.resolve("copy/big").toString()));
        }
    }
}
