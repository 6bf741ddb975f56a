package org.redoubt.api.vault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;

/** What a collection found and did; after a dry run, what it would do. Immutable; made with a builder. */
public final class CollectReport {
    private final boolean dryRun;
    private final Amount packs;
    private final Amount dead;
    private final Amount deleted;
    private final Amount repacked;
    private final Amount written;
    private final Amount retained;
    private final long mergedRuns;
    private final List<Waiting> waiting;
    private final List<String> notices;

    private CollectReport(Builder builder) {
        dryRun = builder.dryRun;
        packs = builder.packs;
        dead = builder.dead;
        deleted = builder.deleted;
        repacked = builder.repacked;
        written = builder.written;
        retained = builder.retained;
        mergedRuns = builder.mergedRuns;
        waiting = List.copyOf(builder.waiting);
        notices = List.copyOf(builder.notices);
    }

    /**
     * Some objects of the bank.
     *
     * @param objects how many
     * @param bytes how many bytes they have
     */
    public record Amount(long objects, long bytes) {
        /** Nothing. */
        public static final Amount NONE = new Amount(0, 0);

        /** This and one more object. */
        public Amount plus(long moreBytes) {
            return new Amount(objects + 1, bytes + moreBytes);
        }

        /** The members {@code objects} and {@code bytes}. */
        public JsonObject toJson() {
            return JsonObject.builder().put("objects", objects).put("bytes", bytes).build();
        }
    }

    /**
     * A session that has not answered, so that nothing was deleted.
     *
     * @param session its id
     * @param kind what it does, in one word
     * @param host on which machine
     * @param pid in which process
     * @param since when it was opened, by the clock of that machine
     */
    public record Waiting(String session, String kind, String host, long pid, Instant since) {
        /** The members are named as the components. */
        public JsonObject toJson() {
            return JsonObject.builder().put("session", session).put("kind", kind).put("host", host).put("pid", pid)
                    .put("since", since.toString()).build();
        }
    }

    /** Begins with nothing found and nothing done. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether this is what would be done. */
    public boolean dryRun() {
        return dryRun;
    }

    /** The packs that were listed. */
    public Amount packs() {
        return packs;
    }

    /** The packs that nobody needs, and the bytes in all packs that nobody needs. */
    public Amount dead() {
        return dead;
    }

    /** What was deleted, of every kind. */
    public Amount deleted() {
        return deleted;
    }

    /** The packs of which what is needed was stored anew, and the bytes that were read for that. */
    public Amount repacked() {
        return repacked;
    }

    /** What was stored in their place, and in place of merged runs. */
    public Amount written() {
        return written;
    }

    /** What could not be deleted yet since the bank retains it. */
    public Amount retained() {
        return retained;
    }

    /** How many index objects were merged into fewer. */
    public long mergedRuns() {
        return mergedRuns;
    }

    /** The sessions that this waits for; then nothing was deleted, and a later collection goes on. */
    public List<Waiting> waiting() {
        return waiting;
    }

    /** What else a person should know, one sentence each. */
    public List<String> notices() {
        return notices;
    }

    /** The members are named as the methods. */
    public JsonObject toJson() {
        return JsonObject.builder().put("dryRun", dryRun).put("packs", packs.toJson()).put("dead", dead.toJson()).put("deleted", deleted.toJson())
                .put("repacked", repacked.toJson()).put("written", written.toJson()).put("retained", retained.toJson())
                .put("mergedRuns", mergedRuns).put("waiting", JsonArray.of(waiting.stream().map(Waiting::toJson).toList()))
                .put("notices", JsonArray.ofStrings(notices)).build();
    }

    /** Makes a report. Not thread-safe. */
    public static final class Builder {
        private boolean dryRun;
        private Amount packs = Amount.NONE;
        private Amount dead = Amount.NONE;
        private Amount deleted = Amount.NONE;
        private Amount repacked = Amount.NONE;
        private Amount written = Amount.NONE;
        private Amount retained = Amount.NONE;
        private long mergedRuns;
        private final List<Waiting> waiting = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();

        private Builder() {
        }

        /** This is what would be done. */
        public Builder dryRun() {
            dryRun = true;
            return this;
        }

        /** Sets the packs that were listed. */
        public Builder packs(Amount amount) {
            packs = amount;
            return this;
        }

        /** Sets what nobody needs. */
        public Builder dead(Amount amount) {
            dead = amount;
            return this;
        }

        /** Sets what was deleted. */
        public Builder deleted(Amount amount) {
            deleted = amount;
            return this;
        }

        /** Sets what was repacked. */
        public Builder repacked(Amount amount) {
            repacked = amount;
            return this;
        }

        /** Sets what was stored. */
        public Builder written(Amount amount) {
            written = amount;
            return this;
        }

        /** Sets what the bank retains. */
        public Builder retained(Amount amount) {
            retained = amount;
            return this;
        }

        /** Sets how many index objects were merged. */
        public Builder mergedRuns(long count) {
            mergedRuns = count;
            return this;
        }

        /** Adds a session that this waits for. */
        public Builder waiting(Waiting session) {
            waiting.add(session);
            return this;
        }

        /** Adds what a person should know. */
        public Builder notice(String sentence) {
            notices.add(sentence);
            return this;
        }

        /** The report. */
        public CollectReport build() {
            return new CollectReport(this);
        }
    }
}
