package org.redoubt.engine.checkpoint;

import java.util.Locale;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.resource.ResourceRef;

/**
 * Where the documents of a checkpoint are.
 *
 * @param id which checkpoint
 */
record Layout(CheckpointId id) {
    static final Prefix CHECKPOINTS = Prefix.of("checkpoints");
    static final Prefix COMMITS = Prefix.of("commits");
    static final Prefix DELETIONS = Prefix.of("deletions");

    Prefix all() {
        return CHECKPOINTS.resolve(id.value());
    }

    Key begin() {
        return all().key("begin");
    }

    Key attempt(int number) {
        return all().resolve("attempts").key(String.format(Locale.ROOT, "%08d", number));
    }

    /** Apart from all the rest: they commit data that other checkpoints may reuse, and so outlive their checkpoint. */
    Prefix outcomes() {
        return COMMITS.resolve(id.value());
    }

    Key outcome(int attempt) {
        return outcomes().key(String.format(Locale.ROOT, "%08d", attempt));
    }

    Prefix graph() {
        return all().resolve("graph");
    }

    Prefix resources() {
        return all().resolve("resources");
    }

    Prefix sections() {
        return all().resolve("sections");
    }

    Prefix section(ResourceRef resource) {
        return sections().resolve(Names.hash(resource));
    }

    Prefix verified() {
        return all().resolve("verified");
    }

    Prefix deleting() {
        return all().resolve("deleting");
    }

    Key deletion() {
        return DELETIONS.key(id.value());
    }
}
