package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.host.HostileTree;
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

    /** Each by itself, as a host may let its root do one and not the other. */
    @ParameterizedTest
    @CsvSource({"trusted.secret, 0x31, zero", "trusted.onlink, 0x31, link", "security.capability, 0x0100000200200000000000000000000000000000, gprog"})
    void anAttributeThatOnlyRootMaySetComesBackToo(String name, String value, String file) throws Exception {
        assumeTrue(Host.isRoot(), "only root may set " + name);
        assumeTrue(Host.status("getfattr", "--version") == 0, "attr is not installed");
        assumeTrue(Host.status("setfattr", "-h", "-n", name, "-v", value, source.resolve(file).toString()) == 0, "this host lets nobody set " + name);
        String listed = HostileTree.listed(source);
        assertTrue(listed.contains(name + "=" + value), listed);
        try (Rig rig = Rig.linux(scratch)) {
            TestRestoreContext restored = rig.restore(rig.protect(source, "{}"), scratch.resolve("target"), "copy", "{}");
            assertEquals(List.of(), restored.warnings());
        }
        assertEquals(listed, HostileTree.listed(scratch.resolve("target/copy")));
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
