package org.redoubt.api.snapshot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.redoubt.api.checkpoint.Grade;

/**
 * Takes volumes as they are at one instant. Published as a service with the property {@link #NAME}; among those that can
 * take all the volumes of a request, the one with the highest {@code service.ranking} is used. Thread-safe.
 *
 * <p>A snapshot is taken in two steps: {@link #prepare} does what takes time and changes nothing that others see, and
 * {@link SnapshotGroup#snapshot} takes all volumes of the group at one instant, as fast as it can, since servers may be
 * frozen meanwhile. {@link #release} takes a snapshot away, also in another process after a crash, from its name alone.
 *
 * <p>Who protects a server together with its volumes asks for all of them at once; the plugin for volumes asks for one at a time, while
 * their server is frozen.
 */
@ConsumerType
public interface VolumeSnapshotter {
    /** The service property that names a snapshotter. */
    String NAME = "redoubt.snapshotter.name";

    /** The name: the same as the service property. */
    String name();

    /**
     * Whether these volumes can be taken together at one instant.
     *
     * @param volumes one or more
     * @return empty if they can, else one sentence that says why not
     */
    Optional<String> refusal(List<VolumeSource> volumes);

    /** The best consistency that its snapshots have by themselves, when nothing is frozen. */
    Grade grade();

    /**
     * Makes ready to take volumes. Nothing may be left if this throws.
     *
     * @param token a name that is unique to this use, of letters, digits and {@code -}; what is made carries it
     * @param volumes one or more
     * @return the group
     * @throws Exception if it cannot be done; the message says why in one sentence
     */
    SnapshotGroup prepare(String token, List<VolumeSource> volumes) throws Exception;

    /**
     * Takes away everything that a use of this snapshotter made. Idempotent; it is no error if nothing is left, or
     * was never made.
     *
     * @param token the name given to {@link #prepare}
     * @param volumes the same volumes
     * @param limit how long it may take
     * @throws Exception if something is left
     */
    void release(String token, List<VolumeSource> volumes, Duration limit) throws Exception;
}
