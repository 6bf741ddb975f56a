package org.redoubt.plugin.volume.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.snapshot.SnapshotGroup;
import org.redoubt.api.snapshot.VolumeSnapshot;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.testkit.host.Host;

/** Takes a snapshot of a single volume by copying it into a directory, under the name of its token, and notes each call. */
public final class CopyingSnapshotter implements VolumeSnapshotter {
    private final Path directory;
    private final List<String> calls;
    private final boolean failing;

    /**
     * @param directory where the copies go
     * @param calls where calls are noted
     * @param failing whether nothing can be prepared
     */
    public CopyingSnapshotter(Path directory, List<String> calls, boolean failing) {
        this.directory = directory;
        this.calls = calls;
        this.failing = failing;
    }

    @Override
    public String name() {
        return "copying";
    }

    @Override
    public Optional<String> refusal(List<VolumeSource> volumes) {
        return Optional.empty();
    }

    @Override
    public Grade grade() {
        return Grade.CRASH;
    }

    @Override
    public SnapshotGroup prepare(String token, List<VolumeSource> volumes) throws Exception {
        calls.add("prepare");
        if (failing) {
            throw new IOException("there is no room");
        }
        return () -> {
            calls.add("snapshot");
            Path copy = directory.resolve(token);
            Host.run("cp", "-a", volumes.getFirst().path().toString(), copy.toString());
            return List.of(new VolumeSnapshot(volumes.getFirst(), copy, Instant.now()));
        };
    }

    @Override
    public void release(String token, List<VolumeSource> volumes, Duration limit) throws Exception {
        calls.add("release");
        Host.run("rm", "-rf", directory.resolve(token).toString());
    }
}
