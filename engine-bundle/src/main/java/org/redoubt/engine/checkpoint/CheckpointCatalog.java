package org.redoubt.engine.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CheckpointQuery;

/** The checkpoints of several banks as one. Thread-safe. */
public final class CheckpointCatalog {
    private final List<CheckpointStore> stores;

    /**
     * @param stores one for each bank
     */
    public CheckpointCatalog(List<CheckpointStore> stores) {
        this.stores = List.copyOf(stores);
    }

    /**
     * Lists checkpoints, exactly as the query says.
     *
     * @param project whose
     * @param query which
     * @throws RedoubtException if one of the banks cannot be read, as nothing is left out silently
     */
    public List<StoredCheckpoint> list(ProjectId project, CheckpointQuery query) throws RedoubtException {
        Optional<Position> marker = Optional.empty();
        if (query.marker().isPresent()) {
            marker = Optional.of(find(project, query.marker().get()).position());
        }
        List<StoredCheckpoint> all = new ArrayList<>();
        for (CheckpointStore store : stores) {
            all.addAll(store.list(project, query, marker));
        }
        all.sort((a, b) -> query.isNewestFirst() ? b.position().compareTo(a.position()) : a.position().compareTo(b.position()));
        return List.copyOf(all.subList(0, Math.min(all.size(), query.limit())));
    }

    /**
     * One checkpoint of a project.
     *
     * @param project whose
     * @param id its id
     * @throws RedoubtException of kind {@code NOT_FOUND} if the project has none with that id, or another one if it was not found and a
     *     bank cannot be read
     */
    public StoredCheckpoint find(ProjectId project, CheckpointId id) throws RedoubtException {
        Optional<BankException> failure = Optional.empty();
        for (CheckpointStore store : stores) {
            try {
                Optional<StoredCheckpoint> found = store.find(id).filter(checkpoint -> checkpoint.project().equals(project));
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (BankException e) {
                failure = failure.or(() -> Optional.of(e));
            }
        }
        // Without this bank nobody can tell that there is no such checkpoint.
        throw failure.isPresent() ? failure.get() : notFound(id.value());
    }

    /**
     * The id that a person means.
     *
     * @param project whose
     * @param text a whole id, so many of its first or last characters that only one fits, or {@code latest} for the newest that can be
     *     restored
     * @throws RedoubtException of kind {@code NOT_FOUND} if none fits, {@code INVALID} if several do
     */
    public CheckpointId resolve(ProjectId project, String text) throws RedoubtException {
        String part = text.strip().toLowerCase(Locale.ROOT);
        if (part.equals("latest")) {
            return latest(project);
        }
        if (!part.matches("[0-9a-f-]{1,36}")) {
            throw notFound(text);
        }
        if (part.length() == 36) {
            return find(project, wholeId(part)).id();
        }
        List<CheckpointId> fitting = new ArrayList<>();
        for (CheckpointStore store : stores) {
            fitting.addAll(store.matching(project, part));
        }
        if (fitting.size() > 1) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, "\"" + text + "\" may mean several checkpoints: "
                    + String.join(", ", fitting.stream().limit(10).map(CheckpointId::value).toList()) + ".")
                    .hint("Give more characters of the id."));
        }
        return fitting.stream().findFirst().orElseThrow(() -> notFound(text));
    }

    private static CheckpointId wholeId(String text) throws RedoubtException {
        try {
            return CheckpointId.of(text);
        } catch (IllegalArgumentException e) {
            throw notFound(text);
        }
    }

    private CheckpointId latest(ProjectId project) throws RedoubtException {
        List<StoredCheckpoint> newest = new ArrayList<>(
                list(project, CheckpointQuery.all().status(CheckpointStatus.AVAILABLE).limit(1)));
        newest.addAll(list(project, CheckpointQuery.all().status(CheckpointStatus.PARTIAL).limit(1)));
        return newest.stream().map(StoredCheckpoint::position).max(Position::compareTo).map(Position::id)
                .orElseThrow(() -> new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no checkpoint that can be restored yet.")
                        .hint("Make one with \"redoubt protect\".")));
    }

    static RedoubtException notFound(String id) {
        return new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no checkpoint \"" + id + "\".")
                .hint("\"redoubt checkpoints\" lists all there are.").subject(id));
    }
}
