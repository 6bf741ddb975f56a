package org.redoubt.api.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.vault.CollectReport;

/** What a collection found and did; after a dry run, what it would do. Immutable. */
public final class Collection {
    private final String provider;
    private final List<Purge> purged;
    private final List<Kept> kept;
    private final CollectReport report;

    /**
     * @param provider the provider whose bank was collected
     * @param purged the checkpoints whose grace is over
     * @param kept those that are deleted and in their grace
     * @param report what became of bulk data
     */
    public Collection(String provider, List<Purge> purged, List<Kept> kept, CollectReport report) {
        this.provider = provider;
        this.purged = List.copyOf(purged);
        this.kept = List.copyOf(kept);
        this.report = report;
    }

    /**
     * A checkpoint whose grace is over.
     *
     * @param checkpoint which
     * @param problem why it could not be purged; empty if it was
     */
    public record Purge(CheckpointId checkpoint, Optional<Problem> problem) {
        /** The members {@code id} and, if it could not be purged, {@code problem}. */
        public JsonObject toJson() {
            JsonObject.Builder json = JsonObject.builder().put("id", checkpoint.value());
            problem.ifPresent(why -> json.put("problem", why.toJson()));
            return json.build();
        }
    }

    /**
     * A checkpoint that can still be undeleted.
     *
     * @param checkpoint which
     * @param until when its grace ends
     */
    public record Kept(CheckpointId checkpoint, Instant until) {
        /** The members {@code id} and {@code until}. */
        public JsonObject toJson() {
            return JsonObject.builder().put("id", checkpoint.value()).put("until", until.toString()).build();
        }
    }

    /** The provider whose bank was collected. */
    public String provider() {
        return provider;
    }

    /** The checkpoints whose grace was over. */
    public List<Purge> purged() {
        return purged;
    }

    /** The deleted checkpoints that can still be undeleted. */
    public List<Kept> kept() {
        return kept;
    }

    /** What became of bulk data. */
    public CollectReport report() {
        return report;
    }

    /** Whether everything was done: whatever was to be purged is, and no session had to be waited for. */
    public boolean whole() {
        return report.waiting().isEmpty() && purged.stream().allMatch(purge -> purge.problem().isEmpty());
    }

    /** The members of the report, and besides {@code provider}, {@code purged} and {@code kept}. */
    public JsonObject toJson() {
        return report.toJson().toBuilder().put("provider", provider).put("purged", JsonArray.of(purged.stream().map(Purge::toJson).toList()))
                .put("kept", JsonArray.of(kept.stream().map(Kept::toJson).toList())).build();
    }
}
