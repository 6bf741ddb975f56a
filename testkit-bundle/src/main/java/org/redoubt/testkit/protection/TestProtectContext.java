package org.redoubt.testkit.protection;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;

/** The surroundings of protect, in memory. Thread-safe. */
public final class TestProtectContext extends TestContext implements ProtectContext {
    private final ResourceSection section;
    private final Optional<ResourceSection> previous;
    private final List<VolumeSnapshotter> snapshotters = new CopyOnWriteArrayList<>();
    private final List<Instant> snapshots = new CopyOnWriteArrayList<>();
    private volatile Grade grade = Grade.NONE;
    private volatile String reason = "";
    private volatile Optional<Grade> quiesced = Optional.empty();
    private volatile Optional<Grade> quiescing = Optional.empty();

    /**
     * @param section where the resource is written to
     * @param previous the section of an earlier checkpoint
     * @param undo where steps go
     */
    public TestProtectContext(ResourceSection section, Optional<ResourceSection> previous, RecordingUndoLog undo) {
        super(undo);
        this.section = Objects.requireNonNull(section);
        this.previous = Objects.requireNonNull(previous);
    }

    /** Adds a snapshotter; the first that can is the best. */
    public void addSnapshotter(VolumeSnapshotter snapshotter) {
        snapshotters.add(snapshotter);
    }

    /** Says what parents have brought about. */
    public void parentsQuiesce(Optional<Grade> brought) {
        quiesced = brought;
    }

    /** The grade that was recorded last. */
    public Grade grade() {
        return grade;
    }

    /** The reason that was recorded last. */
    public String reason() {
        return reason;
    }

    /** What was said to dependents last. */
    public Optional<Grade> quiescing() {
        return quiescing;
    }

    /** The instants that were recorded. */
    public List<Instant> snapshots() {
        return List.copyOf(snapshots);
    }

    @Override
    public ResourceSection section() {
        return section;
    }

    @Override
    public Optional<ResourceSection> previous() {
        return previous;
    }

    @Override
    public void consistency(Grade recorded, String why) {
        grade = Objects.requireNonNull(recorded);
        reason = Objects.requireNonNull(why);
    }

    @Override
    public Optional<Grade> quiesced() {
        return quiesced;
    }

    @Override
    public void quiesce(Optional<Grade> brought) {
        quiescing = Objects.requireNonNull(brought);
    }

    @Override
    public void snapshotTaken(Instant at) {
        snapshots.add(Objects.requireNonNull(at));
    }

    @Override
    public Optional<VolumeSnapshotter> snapshotter(List<VolumeSource> volumes) {
        return snapshotters.stream().filter(each -> each.refusal(volumes).isEmpty()).findFirst();
    }

    @Override
    public Optional<VolumeSnapshotter> snapshotter(String name) {
        return snapshotters.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
