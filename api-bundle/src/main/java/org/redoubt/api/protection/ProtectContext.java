package org.redoubt.api.protection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;

/** The surroundings of a hook of protect. */
@ProviderType
public interface ProtectContext extends OperationContext {
    /** Where the resource is written to. */
    ResourceSection section();

    /**
     * The section of the same resource in the newest available checkpoint of the same provider and plan. Read only. That checkpoint may
     * be deleted meanwhile: what cannot be read of the section any more counts as absent.
     */
    Optional<ResourceSection> previous();

    /**
     * Records how consistent the resource is. The last call counts; without one it is {@link Grade#NONE}. In
     * {@link Operation#onCheck} it says what the resource will be at best, if that is certain already: when more is demanded the protect
     * is refused before anything is done.
     *
     * @param grade how consistent
     * @param reason one sentence that says why
     */
    void consistency(Grade grade, String reason);

    /**
     * The consistency that parents have brought about for this resource at this moment: a frozen server says what its
     * volumes are while it is frozen. Of several parents the one that has brought about least counts, and one whose plugin has a prepare
     * begin that brought about nothing counts as nothing: it may still write.
     */
    Optional<Grade> quiesced();

    /** Says to all dependents that they are at rest now, or with an empty value that they no longer are. */
    void quiesce(Optional<Grade> grade);

    /** Records the instant whose state is being protected. */
    void snapshotTaken(Instant at);

    /**
     * The best snapshotter for these volumes; kept for the operation.
     *
     * @param volumes one or more
     */
    Optional<VolumeSnapshotter> snapshotter(List<VolumeSource> volumes);

    /**
     * A snapshotter by its name: the one that an earlier hook of the operation used.
     *
     * @param name its name
     */
    Optional<VolumeSnapshotter> snapshotter(String name);
}
