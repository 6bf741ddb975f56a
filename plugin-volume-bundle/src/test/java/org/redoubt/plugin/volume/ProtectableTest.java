package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.Resource;
import org.redoubt.os.linux.file.LinuxFiles;
import org.redoubt.plugin.volume.host.Hosts;
import org.redoubt.plugin.volume.operation.ProtectVolume;
import org.redoubt.plugin.volume.place.DeclaredVolume;
import org.redoubt.testkit.host.HostileTree;
import org.redoubt.testkit.protection.TestDiscoveryContext;

class ProtectableTest {
    @TempDir
    Path scratch;
    VolumeProtectable plugin;

    @BeforeEach
    void make() throws Exception {
        scratch = scratch.toRealPath();
        Hosts hosts = new Hosts();
        hosts.bindFiles(new LinuxFiles());
        plugin = new VolumeProtectable(hosts);
    }

    @Test
    void aVolumeIsShownByItsRealPath() throws Exception {
        Path image = Files.write(scratch.resolve("disk.img"), new byte[1234]);
        Files.createSymbolicLink(scratch.resolve("link"), image);
        Resource shown = show(scratch.resolve("link").toString());
        assertEquals(image.toString(), shown.id());
        assertEquals("disk.img", shown.name());
        assertEquals("image", shown.extraInfo().string("kind").orElseThrow());
        assertEquals(1234, shown.extraInfo().number("size").orElseThrow());
    }

    @Test
    void whatIsReadFromOneDiskHasItsNameForACapacity() throws Exception {
        Path image = Files.write(scratch.resolve("disk.img"), new byte[1234]);
        ProtectVolume protect = new ProtectVolume(new Hosts());
        Set<String> names = protect.capacities(Hook.MAIN, show(image.toString()));
        assertEquals(Set.of("disk:" + Files.getFileStore(scratch).name()), names);
        assertEquals(names, protect.capacities(Hook.MAIN, show(scratch.toString())));
        assertEquals(Set.of(), protect.capacities(Hook.COMPLETE, show(image.toString())));
        assertEquals(Set.of(), protect.capacities(Hook.MAIN, Resource.of("Host::Volume", scratch.resolve("gone").toString(), "gone")));
    }

    @Test
    void theRootIsCalledSo() throws Exception {
        assertEquals("root", show("/").name());
        assertEquals("directory", show("/").extraInfo().string("kind").orElseThrow());
    }

    @Test
    void whatCannotBeProtectedIsRefusedInOneSentence() throws Exception {
        HostileTree.socket(scratch);
        HostileTree.run(scratch, "mkfifo pipe; ln -s loop loop");
        assertRefused(ProblemKind.NOT_FOUND, "missing", " does not exist.");
        assertRefused(ProblemKind.INVALID, "sock", " is a socket; only a directory, a disk image or a block device can be protected.");
        assertRefused(ProblemKind.INVALID, "pipe", " is a named pipe; only a directory, a disk image or a block device can be protected.");
        RedoubtException device = assertThrows(RedoubtException.class, () -> show("/dev/null"));
        assertEquals("/dev/null is a character device; only a directory, a disk image or a block device can be protected.",
                device.problem().message());
        for (String kernel : List.of("/proc", "/proc/version")) {
            RedoubtException refused = assertThrows(RedoubtException.class, () -> show(kernel));
            assertEquals(kernel + " shows the kernel's state (proc), which cannot be protected.", refused.problem().message());
        }
        assertEquals(ProblemKind.INVALID, assertThrows(RedoubtException.class, () -> show("/a\0b")).kind());
        assertThrows(RedoubtException.class, () -> show(scratch.resolve("loop").toString()));
    }

    @Test
    void aVolumeWhosePathIsNotUtf8IsRefusedAsItCouldNotBeNamedAgain() throws Exception {
        HostileTree.run(scratch, "mkdir $'latin-\\xe9'; ln -s $'latin-\\xe9' way");
        RedoubtException refused = assertThrows(RedoubtException.class, () -> show(scratch.resolve("way").toString()));
        assertEquals(ProblemKind.UNSUPPORTED, refused.kind());
        assertEquals("The name of '" + scratch + "/latin-\\xe9' is not UTF-8, so the volume could not be named again.", refused.problem().message());
        assertEquals("Protect the directory it is in.", refused.problem().hint().orElseThrow());
        assertEquals("directory", show(scratch.toString()).extraInfo().string("kind").orElseThrow());
    }

    private void assertRefused(ProblemKind kind, String name, String sentence) {
        String path = scratch.resolve(name).toString();
        RedoubtException refused = assertThrows(RedoubtException.class, () -> show(path));
        assertEquals(kind, refused.kind());
        assertEquals(path + sentence, refused.problem().message());
    }

    @Test
    void declaredVolumesAreListedAndFoundByName() throws Exception {
        plugin.bindDeclared(new DeclaredVolume("data", scratch.toString()));
        assertEquals(List.of("data"), plugin.listResources(new TestDiscoveryContext()).stream().map(Resource::name).toList());
        assertEquals(scratch.toString(), show("data").id());
        assertEquals("data", show(scratch.toString()).name());
        assertEquals(Optional.empty(), plugin.showResource(new TestDiscoveryContext(), "other"));
    }

    @Test
    void aDeclaredVolumeThatIsNotThereIsAnError() {
        plugin.bindDeclared(new DeclaredVolume("data", "/nowhere"));
        RedoubtException refused = assertThrows(RedoubtException.class, () -> plugin.listResources(new TestDiscoveryContext()));
        assertTrue(refused.problem().message().contains("\"data\""), refused.getMessage());
    }

    @Test
    void volumesHaveNoDependents() {
        assertEquals(List.of(), plugin.getDependentResources(new TestDiscoveryContext(), Resource.of("Host::Volume", "/", "root")));
    }

    private Resource show(String id) throws Exception {
        return plugin.showResource(new TestDiscoveryContext(), id).orElseThrow();
    }
}
