package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.plugin.volume.host.Hosts;
import org.redoubt.plugin.volume.place.DeclaredVolume;
import org.redoubt.plugin.volume.place.Volumes;
import org.redoubt.plugin.volume.rig.CopyingSnapshotter;
import org.redoubt.plugin.volume.rig.Hand;
import org.redoubt.plugin.volume.rig.MemoryDirectory;
import org.redoubt.plugin.volume.snapshot.NoSnapshotter;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.host.HostileTree;
import org.redoubt.testkit.protection.ProtectablePluginContract;
import org.redoubt.testkit.protection.ProtectionPluginContract;
import org.redoubt.testkit.protection.TestRestoreContext;

/** The suites for all plugins, passed for directories and for images, with the calls of Linux and without. */
class VolumePluginContractTest {
    abstract static class Contract implements ProtectionPluginContract {
        @TempDir(factory = MemoryDirectory.class)
        Path scratch;
        private final AtomicInteger restores = new AtomicInteger();
        private ProtectionPlugin plugin;
        private Hosts hosts;
        private Path volume;
        private Path snapshots;

        abstract Hosts hosts();

        abstract void make(Path place) throws Exception;

        @BeforeEach
        void makeSample() throws Exception {
            hosts = hosts();
            volume = scratch.toRealPath().resolve("volume");
            make(volume);
            snapshots = Files.createDirectory(scratch.resolve("snapshots"));
            plugin = new VolumePlugin(hosts, scratch.resolve("journals"));
        }

        @Override
        public ProtectionPlugin plugin() {
            return plugin;
        }

        @Override
        public ProtectionPlugin laterPlugin() {
            return new VolumePlugin(hosts, scratch.resolve("journals"));
        }

        @Override
        public void assertTakenBack() throws Exception {
            assertEquals(List.of(), entries(snapshots));
            for (int restore = 1; restore <= restores.get(); restore++) {
                assertNothingRestored(scratch.resolve("out" + restore).resolve("copy"));
            }
        }

        void assertNothingRestored(Path copy) throws Exception {
            assertFalse(Files.exists(copy, LinkOption.NOFOLLOW_LINKS));
        }

        static List<Path> entries(Path directory) throws IOException {
            try (Stream<Path> entries = Files.list(directory)) {
                return entries.toList();
            }
        }

        @Override
        public Resource sample() throws Exception {
            return new Volumes(hosts.current()).at(volume, Optional.empty());
        }

        @Override
        public List<VolumeSnapshotter> snapshotters() {
            return List.of(new CopyingSnapshotter(snapshots, new CopyOnWriteArrayList<>(), false));
        }

        @Override
        public Optional<RestoreTarget> restoreTarget() throws Exception {
            return Optional.of(new RestoreTarget(scratch.resolve("out" + restores.incrementAndGet()).toString(), "copy"));
        }

        @Override
        public void assertRestored(TestRestoreContext context) throws Exception {
            Path copy = Path.of(context.result().orElseThrow().place());
            assertEquals(0, Host.status("diff", "-r", "--no-dereference", volume.toString(), copy.toString()));
        }
    }

    @Nested
    class ADirectory extends Contract {
        @Override
        Hosts hosts() {
            return Hand.linux();
        }

        @Override
        void make(Path place) throws Exception {
            Files.createDirectories(place);
            HostileTree.run(place, "mkdir -p a/b empty; echo x > a/b/file; ln a/b/file hard; ln -s a/b link; head -c 100000 /dev/urandom > data");
        }
    }

    @Nested
    class ADirectoryByJavaAlone extends ADirectory {
        @Override
        Hosts hosts() {
            return new Hosts();
        }

        @Override
        public List<VolumeSnapshotter> snapshotters() {
            return List.of(new NoSnapshotter());
        }
    }

    @Nested
    class IntoADirectoryThatIsThere extends ADirectory {
        @Override
        public Optional<RestoreTarget> restoreTarget() throws Exception {
            RestoreTarget target = super.restoreTarget().orElseThrow();
            Files.createDirectories(Path.of(target.location()).resolve(target.name()));
            return Optional.of(target);
        }

        @Override
        void assertNothingRestored(Path copy) throws Exception {
            assertEquals(List.of(), entries(copy));
        }
    }

    @Nested
    class AnImage extends Contract {
        @Override
        Hosts hosts() {
            return Hand.linux();
        }

        @Override
        void make(Path place) throws Exception {
            HostileTree.run(place.getParent(), "truncate -s 3M volume; head -c 100000 /dev/urandom | dd of=volume bs=1k seek=1000 conv=notrunc status=none");
        }
    }

    @Nested
    class Discovery implements ProtectablePluginContract {
        @TempDir
        Path scratch;
        private VolumeProtectable plugin;

        @BeforeEach
        void declare() throws Exception {
            plugin = new VolumeProtectable(Hand.linux());
            plugin.bindDeclared(new DeclaredVolume("sample", scratch.toRealPath().toString()));
        }

        @Override
        public ProtectablePlugin plugin() {
            return plugin;
        }

        @Override
        public Resource sample() throws Exception {
            return Resource.of(Volumes.TYPE, scratch.toRealPath().toString(), "sample");
        }
    }
}
