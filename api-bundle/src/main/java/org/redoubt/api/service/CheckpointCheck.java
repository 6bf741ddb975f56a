package org.redoubt.api.service;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.vault.CheckDepth;

/**
 * What a verify of a checkpoint has found.
 *
 * @param at when it ended, to the millisecond
 * @param whole whether all resources were checked, not only some
 * @param depth how closely it looked
 * @param bytes of how many bytes of data; they were read at the depth {@code CONTENT}
 * @param problems what is damaged; empty if all is well
 */
public record CheckpointCheck(Instant at, boolean whole, CheckDepth depth, long bytes, List<Problem> problems) {
    /** Copies the problems. */
    public CheckpointCheck {
        Objects.requireNonNull(at);
        Objects.requireNonNull(depth);
        problems = List.copyOf(problems);
    }

    /** The members are named as the components, and besides {@code sound}. */
    public JsonObject toJson() {
        return JsonObject.builder().put("at", at.toString()).put("whole", whole).put("depth", depth.word()).put("bytes", bytes).put("sound", problems.isEmpty())
                .put("problems", JsonArray.of(problems.stream().map(Problem::toJson).toList())).build();
    }
}
