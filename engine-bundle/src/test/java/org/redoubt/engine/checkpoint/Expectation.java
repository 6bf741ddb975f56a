package org.redoubt.engine.checkpoint;

import java.time.Instant;
import java.util.Map;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.resource.Resource;

/** What should be there of a checkpoint of a model. */
final class Expectation {
    private final Map<Resource, byte[]> content;
    private final Instant retained;
    private CheckpointStatus status = CheckpointStatus.AVAILABLE;

    /** @param retained until when a bank that retains keeps it */
    Expectation(Map<Resource, byte[]> content, Instant retained) {
        this.content = content;
        this.retained = retained;
    }

    Map<Resource, byte[]> content() {
        return content;
    }

    Instant retained() {
        return retained;
    }

    CheckpointStatus status() {
        return status;
    }

    void becomes(CheckpointStatus next) {
        status = next;
    }

    /** Its content counts. */
    boolean counts() {
        return status == CheckpointStatus.AVAILABLE || status == CheckpointStatus.DELETED;
    }
}
