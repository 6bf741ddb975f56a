package org.redoubt.api.service;

import java.util.List;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;

/** Checkpoints of all providers that could be asked. Immutable. */
public final class CheckpointList {
    private final List<CheckpointView> checkpoints;
    private final List<Problem> problems;

    /**
     * @param checkpoints what could be read
     * @param problems one for each provider that could not be asked
     */
    public CheckpointList(List<CheckpointView> checkpoints, List<Problem> problems) {
        this.checkpoints = List.copyOf(checkpoints);
        this.problems = List.copyOf(problems);
    }

    /** What could be read, in the order of the query. */
    public List<CheckpointView> checkpoints() {
        return checkpoints;
    }

    /** One for each provider that could not be asked, whose checkpoints are not in the list; its subject is the provider's name. */
    public List<Problem> problems() {
        return problems;
    }

    /** As JSON: {@code checkpoints}, and {@code problems} if there are any. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("checkpoints", JsonArray.of(checkpoints.stream().map(CheckpointView::toJson).toList()));
        if (!problems.isEmpty()) {
            json.put("problems", JsonArray.of(problems.stream().map(Problem::toJson).toList()));
        }
        return json.build();
    }
}
