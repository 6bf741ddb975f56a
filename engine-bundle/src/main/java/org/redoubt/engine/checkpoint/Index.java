package org.redoubt.engine.checkpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.engine.document.Document;
import org.redoubt.engine.document.DocumentProblems;
import org.redoubt.engine.document.DocumentStore;
import org.redoubt.engine.document.KeyCursor;

/** The entries by which checkpoints are found in the order of time, within a project. Thread-safe. */
final class Index {
    /** How many entries a checkpoint has. */
    static final int ENTRIES = 3;

    private static final Prefix ALL = Prefix.of("index");
    private static final Prefix BY_PROJECT = ALL.resolve("project");

    private final DocumentStore documents;

    Index(DocumentStore documents) {
        this.documents = documents;
    }

    static Prefix byProject(ProjectId project) {
        return BY_PROJECT.resolve(Names.part(project.value()));
    }

    static Prefix byPlan(ProjectId project, String planKey) {
        return ALL.resolve("plan").resolve(Names.part(project.value())).resolve(planKey);
    }

    static Prefix byProvider(ProjectId project, String provider) {
        return ALL.resolve("provider").resolve(Names.part(project.value())).resolve(Names.part(provider));
    }

    /** The index with the fewest entries for a query. */
    static Prefix narrowest(ProjectId project, CheckpointQuery query) {
        return query.plan().map(name -> byPlan(project, Names.part(name)))
                .or(() -> query.provider().map(name -> byProvider(project, name)))
                .orElseGet(() -> byProject(project));
    }

    /** Stores the entries of a checkpoint that are not there; how many that were. */
    int add(CheckpointId id, Identity identity) throws BankException {
        int added = 0;
        for (Key key : keys(id, identity)) {
            if (!documents.exists(key) && documents.putOnce(Kind.INDEX, key, JsonObject.builder().put("identity", identity.toJson()).build()).isPresent()) {
                added++;
            }
        }
        return added;
    }

    /** Takes away the entries of a checkpoint; how many there were. */
    int remove(CheckpointId id, Identity identity) throws BankException {
        int removed = 0;
        for (Key key : keys(id, identity)) {
            if (documents.exists(key)) {
                documents.delete(key);
                removed++;
            }
        }
        return removed;
    }

    /** How many entries of a checkpoint are not there. */
    int missing(CheckpointId id, Identity identity) throws BankException {
        int missing = 0;
        for (Key key : keys(id, identity)) {
            missing += documents.exists(key) ? 0 : 1;
        }
        return missing;
    }

    /** How many entries each checkpoint has that has any. */
    Map<CheckpointId, Integer> count() throws BankException {
        Map<CheckpointId, Integer> entries = new HashMap<>();
        KeyCursor keys = documents.cursor(ALL, Optional.empty());
        for (Optional<Key> key = keys.next(); key.isPresent(); key = keys.next()) {
            Position.parse(key.get()).ifPresent(position -> entries.merge(position.id(), 1, Integer::sum));
        }
        return entries;
    }

    private static List<Key> keys(CheckpointId id, Identity identity) {
        Position position = Position.of(id, identity);
        return List.of(position.key(byPlan(identity.project(), identity.planKey())),
                position.key(byProvider(identity.project(), identity.provider())), position.key(byProject(identity.project())));
    }

    /** What the entries of a checkpoint say of it, looked for in all of them. */
    Optional<Identity> find(CheckpointId id) throws BankException {
        for (Key key : documents.list(BY_PROJECT)) {
            if (Position.parse(key).filter(p -> p.id().equals(id)).isPresent()) {
                Optional<Identity> identity = read(key);
                if (identity.isPresent()) {
                    return identity;
                }
            }
        }
        return Optional.empty();
    }

    /** What an entry says; empty if it cannot be read, as it can be made again. */
    Optional<Identity> read(Key key) throws BankException {
        try {
            Optional<Document> entry = documents.find(Kind.INDEX, key);
            return entry.isEmpty() ? Optional.empty() : Optional.of(Identity.read(new Fields(key, entry.get().content())));
        } catch (BankException e) {
            if (DocumentProblems.isUnusable(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
