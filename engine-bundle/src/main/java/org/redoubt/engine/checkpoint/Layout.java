package org.redoubt.engine.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.engine.document.DocumentStore;

/**
 * Where the documents of a checkpoint are.
 *
 * @param id which checkpoint
 */
record Layout(CheckpointId id) {
    static final Prefix CHECKPOINTS = Prefix.of("checkpoints");
    static final Prefix COMMITS = Prefix.of("commits");
    private static final Prefix DELETIONS = Prefix.of("deletions");
    // Sorts after everything that a checkpoint has.
    private static final String END = "zzz";

    /** All checkpoints of which anything is there but the record of their deletion, in the order of their ids. */
    static List<CheckpointId> ids(DocumentStore documents) throws BankException {
        return ids(documents, CHECKPOINTS);
    }

    /** All checkpoints that were ever deleted, also those that were undeleted, in the order of their ids. */
    static List<CheckpointId> deleted(DocumentStore documents) throws BankException {
        return ids(documents, DELETIONS);
    }

    private static List<CheckpointId> ids(DocumentStore documents, Prefix all) throws BankException {
        List<CheckpointId> ids = new ArrayList<>();
        Optional<Key> key = documents.first(all, Optional.empty());
        while (key.isPresent()) {
            String part = all.relative(key.get()).split("/")[0];
            id(part).ifPresent(ids::add);
            key = documents.first(all, Optional.of(all.key(part + "/" + END)));
        }
        return ids;
    }

    static Optional<CheckpointId> id(String text) {
        try {
            return Optional.of(new CheckpointId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Prefix all() {
        return CHECKPOINTS.resolve(id.value());
    }

    Key begin() {
        return all().key("begin");
    }

    Prefix attempts() {
        return all().resolve("attempts");
    }

    Key attempt(int number) {
        return attempts().key(Names.number(number));
    }

    /** Apart from all the rest: they commit data that other checkpoints may reuse, and so outlive their checkpoint. */
    Prefix outcomes() {
        return COMMITS.resolve(id.value());
    }

    Key outcome(int attempt) {
        return outcomes().key(Names.number(attempt));
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

    /** What was said about deleting it; outlives it, so that nobody brings back what is gone. */
    Prefix removals() {
        return DELETIONS.resolve(id.value());
    }

    /** What is left of it when it is gone. */
    Key deletion() {
        return removals().key("purged");
    }
}
