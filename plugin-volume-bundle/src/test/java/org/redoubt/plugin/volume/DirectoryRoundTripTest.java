package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.plugin.volume.rig.HostileTree;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.protection.TestRestoreContext;

class DirectoryRoundTripTest {
    @TempDir
    Path scratch;
    Path source;

    @BeforeEach
    void makeTree() throws Exception {
        assumeTrue(Host.status("rsync", "--version") == 0, "rsync is not installed");
        source = scratch.resolve("source");
        HostileTree.make(source);
    }

    @Test
    void everyThingInAHostileTreeComesBackAsItWas() throws Exception {
        assumeTrue(Host.status("setfacl", "--version") == 0 && Host.status("setfattr", "--version") == 0, "acl or attr is not installed");
        HostileTree.attributes(source);
        HostileTree.socket(source);
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(source, "{}");
            TestRestoreContext restored = rig.restore(saved, scratch.resolve("target"), "copy", "{}");

            assertEquals(List.of(), saved.context().warnings());
            assertEquals(List.of(), restored.warnings());
            assertEquals(List.of(), restored.missing());
            assertEquals("", HostileTree.differences(source, scratch.resolve("target/copy")));
            assertEquals(List.of(), rig.verify(saved));
        }
    }

    @Test
    void sparseFilesStaySparse() throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            rig.restore(rig.protect(source, "{}"), scratch, "copy", "{}");
            long kib = Long.parseLong(Host.run("du", "-k", scratch.resolve("copy/sparse").toString()).split("\\s")[0]);
            assertTrue(kib < 200, kib + " KiB");
        }
    }
}
