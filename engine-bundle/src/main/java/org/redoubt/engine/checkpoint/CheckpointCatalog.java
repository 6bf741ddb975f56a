package org.redoubt.engine.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CheckpointQuery;

/** The checkpoints of several banks as one, some of which may not be readable now. Thread-safe. */
public final class CheckpointCatalog {
    /** So many ids are named where more may be meant. */
    private static final int NAMED = 10;

    private final Map<String, CheckpointStore> stores;
    private final List<Problem> missing;

    /**
     * @param stores one for each bank, by the name of a provider that stands for it
     * @param missing a problem for each provider whose bank could not be opened, as {@link #unasked} words it
     */
    public CheckpointCatalog(Map<String, CheckpointStore> stores, List<Problem> missing) {
        this.stores = Collections.unmodifiableMap(new LinkedHashMap<>(stores));
        this.missing = List.copyOf(missing);
    }

    /**
     * What could be read.
     *
     * @param checkpoints those that the query asks for, as far as they could be read
     * @param problems one for each provider that could not be asked
     */
    public record Found(List<StoredCheckpoint> checkpoints, List<Problem> problems) {
    }

    /** Says that a provider could not be asked, and why. */
    public static Problem unasked(String provider, Problem why) {
        Problem problem = Problem.of(why.kind(), "The provider \"" + provider + "\" could not be asked: " + why.message()).subject(provider);
        return why.hint().map(problem::hint).orElse(problem);
    }

    /**
     * Lists checkpoints as the query says, from all banks that can be read.
     *
     * @param project whose
     * @param query which
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is no checkpoint at the marker, or another one if that may be in a
     *     bank that cannot be read
     */
    public Found search(ProjectId project, CheckpointQuery query) throws RedoubtException {
        Optional<Position> marker = Optional.empty();
        if (query.marker().isPresent()) {
            marker = Optional.of(find(project, query.marker().get()).position());
        }
        Answers<StoredCheckpoint> answers = new Answers<>(missing);
        for (Map.Entry<String, CheckpointStore> each : stores.entrySet()) {
            Optional<Position> after = marker;
            answers.add(each.getKey(), () -> each.getValue().list(project, query, after));
        }
        List<StoredCheckpoint> all = answers.all();
        all.sort((a, b) -> query.isNewestFirst() ? b.position().compareTo(a.position()) : a.position().compareTo(b.position()));
        return new Found(List.copyOf(all.subList(0, Math.min(all.size(), query.limit()))), answers.problems());
    }

    /**
     * Lists checkpoints, exactly as the query says.
     *
     * @param project whose
     * @param query which
     * @throws RedoubtException if one of the banks cannot be read, as nothing is left out silently
     */
    public List<StoredCheckpoint> list(ProjectId project, CheckpointQuery query) throws RedoubtException {
        Found found = search(project, query);
        if (!found.problems().isEmpty()) {
            throw new RedoubtException(found.problems().getFirst());
        }
        return found.checkpoints();
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
        Answers<StoredCheckpoint> answers = new Answers<>(missing);
        for (Map.Entry<String, CheckpointStore> each : stores.entrySet()) {
            answers.add(each.getKey(), () -> each.getValue().find(id).filter(found -> found.project().equals(project)).stream().toList());
            if (!answers.all().isEmpty()) {
                return answers.all().getFirst();
            }
        }
        // Without this bank nobody can tell that there is no such checkpoint.
        throw answers.problems().isEmpty() ? notFound(id.value()) : new RedoubtException(answers.problems().getFirst());
    }

    /**
     * The id that a person means.
     *
     * @param project whose
     * @param text a whole id, so many of its first or last characters that only one fits, or {@code latest}
     * @param provider only among those of this provider, for {@code latest}
     * @param latest what {@code latest} means
     * @throws RedoubtException of kind {@code NOT_FOUND} if none fits, {@code INVALID} if several do, {@code CONFLICT} if the latest has
     *     to be whole and there are only partial ones, or another one if that cannot be told, as a bank cannot be read
     */
    public CheckpointId resolve(ProjectId project, String text, Optional<String> provider, Latest latest) throws RedoubtException {
        String part = text.strip().toLowerCase(Locale.ROOT);
        if (part.equals("latest")) {
            return latest(project, provider, latest);
        }
        if (!part.matches("[0-9a-f-]{1,36}")) {
            throw notFound(text);
        }
        if (part.length() == 36) {
            return find(project, wholeId(part)).id();
        }
        Answers<CheckpointId> answers = new Answers<>(missing);
        for (Map.Entry<String, CheckpointStore> each : stores.entrySet()) {
            answers.add(each.getKey(), () -> each.getValue().matching(project, part));
        }
        List<CheckpointId> fitting = answers.all();
        if (fitting.size() > 1) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, "\"" + text + "\" may mean several checkpoints: "
                    + String.join(", ", fitting.stream().limit(NAMED).map(CheckpointId::value).toList())
                    + (fitting.size() > NAMED ? " and " + (fitting.size() - NAMED) + " more." : "."))
                    .hint("Give more characters of the id."));
        }
        refuseUndecided(answers.problems(), "What \"" + text + "\" means", "Give the whole id");
        return fitting.stream().findFirst().orElseThrow(() -> notFound(text));
    }

    /** A guess could be restored over what is there, or deleted. */
    private static void refuseUndecided(List<Problem> problems, String what, String way) throws RedoubtException {
        if (!problems.isEmpty()) {
            Problem first = problems.getFirst();
            throw new RedoubtException(Problem.of(first.kind(), what + " cannot be told. " + first.message())
                    .hint(first.hint().map(hint -> hint + " ").orElse("") + way + ", or name the provider to look in."));
        }
    }

    private static CheckpointId wholeId(String text) throws RedoubtException {
        try {
            return CheckpointId.of(text);
        } catch (IllegalArgumentException e) {
            throw notFound(text);
        }
    }

    private CheckpointId latest(ProjectId project, Optional<String> provider, Latest meant) throws RedoubtException {
        List<StoredCheckpoint> candidates = newest(project, provider, meant.statuses());
        if (candidates.isEmpty() && meant == Latest.WHOLE && !newest(project, provider, Latest.USABLE.statuses()).isEmpty()) {
            throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, "No checkpoint can be restored whole: what there is is partial.")
                    .hint("Restore what there is of the latest one with the option allowPartial."));
        }
        Optional<CheckpointId> latest = candidates.stream().map(StoredCheckpoint::position).max(Position::compareTo).map(Position::id);
        if (latest.isEmpty()) {
            throw new RedoubtException(nothingToRestore(search(project, of(provider).limit(1)).checkpoints().stream().findFirst()));
        }
        return latest.get();
    }

    private static Problem nothingToRestore(Optional<StoredCheckpoint> newest) {
        return newest.map(checkpoint -> Problem.of(ProblemKind.NOT_FOUND, "There is no checkpoint that can be restored: the newest, " + checkpoint.id()
                + ", is " + checkpoint.status().word() + ".").hint("`redoubt why " + checkpoint.id() + "` says more, and `redoubt checkpoints` what else there is."))
                .orElseGet(() -> Problem.of(ProblemKind.NOT_FOUND, "There is no checkpoint that can be restored yet.").hint("Protect something first."));
    }

    private static CheckpointQuery of(Optional<String> provider) {
        return provider.map(CheckpointQuery.all()::provider).orElse(CheckpointQuery.all());
    }

    /** The newest of each status. */
    private List<StoredCheckpoint> newest(ProjectId project, Optional<String> provider, Set<CheckpointStatus> statuses) throws RedoubtException {
        CheckpointQuery query = of(provider).limit(1);
        List<StoredCheckpoint> found = new ArrayList<>();
        for (CheckpointStatus status : statuses) {
            Found newest = search(project, query.status(status));
            refuseUndecided(newest.problems(), "Which checkpoint is the latest", "Give its id");
            found.addAll(newest.checkpoints());
        }
        return found;
    }

    static RedoubtException notFound(String id) {
        return new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no checkpoint \"" + id + "\".")
                .hint("`redoubt checkpoints` lists all there are.").subject(id));
    }
}
