package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.Operations.TimelineEntry;

/** Every operation that is known, whether it runs, is open or has ended. Thread-safe. */
final class OperationList {
    private final RunningOperations running;
    private final Recovery recovery;
    private final OperationArchive archive;

    OperationList(RunningOperations running, Recovery recovery, OperationArchive archive) {
        this.running = running;
        this.recovery = recovery;
        this.archive = archive;
    }

    /** The operations of a project, the newest first. */
    List<OperationView> list(ProjectId project, boolean openOnly, int limit) throws RedoubtException {
        recovery.awaitLooked();
        List<OperationView> views = new ArrayList<>(running.all().stream()
                .filter(run -> run.spec().caller().project().equals(project)).map(OperationRun::view).toList());
        recovery.all().stream().filter(open -> !running.contains(open.id())).forEach(open -> views.add(open.view()));
        // One that ended in between is in both.
        Set<OperationId> known = views.stream().map(OperationView::id).collect(Collectors.toSet());
        views.addAll(archive.list(openOnly, view -> !known.contains(view.id())));
        return views.stream().filter(view -> view.project().equals(project))
                .filter(view -> !openOnly || !view.state().ended() || view.state() == OperationState.INTERRUPTED || view.openUndoSteps() > 0)
                .sorted(Comparator.comparing((OperationView view) -> view.id().value()).reversed()).limit(limit).toList();
    }

    /** One operation of a project, by its id or so many of its characters that only one fits. */
    OperationView show(ProjectId project, OperationId id) throws RedoubtException {
        recovery.awaitLooked();
        Optional<OperationView> exact = running.find(id).map(OperationRun::view);
        exact = exact.isPresent() ? exact : recovery.find(id).map(OpenOperation::view);
        exact = exact.isPresent() ? exact : archive.find(id);
        if (exact.filter(view -> view.project().equals(project)).isPresent()) {
            return exact.get();
        }
        List<OperationView> fitting = list(project, false, Integer.MAX_VALUE).stream()
                .filter(view -> view.id().value().startsWith(id.value()) || view.id().value().endsWith(id.value())).toList();
        if (fitting.size() == 1) {
            return fitting.getFirst();
        }
        if (fitting.isEmpty() || id.value().isEmpty()) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no operation " + id + ".").hint("`redoubt operations` lists all there are."));
        }
        throw new RedoubtException(Problem.of(ProblemKind.INVALID, "Several operations fit \"" + id + "\".").hint("Give more of its characters."));
    }

    /** The handle of an operation, also of one that has ended or was interrupted; waits for whoever is at work on that one. */
    OperationHandle handle(ProjectId project, OperationId id) throws RedoubtException {
        OperationView view = show(project, id);
        Optional<OperationRun> run = running.find(id);
        if (run.isPresent() || view.state().ended()) {
            return run.<OperationHandle>map(found -> found).orElseGet(() -> new EndedOperation(view));
        }
        Claims.Claim claim = recovery.claim(id);
        try {
            Optional<OperationRun> now = running.find(id);
            return now.isPresent() ? now.get() : settled(id);
        } finally {
            claim.close();
        }
    }

    /** For who has claimed it: as nobody runs it, it stands still. */
    private OperationHandle settled(OperationId id) throws RedoubtException {
        OpenOperation open = recovery.take(id);
        try {
            return new EndedOperation(open.view());
        } finally {
            recovery.letGo(open);
        }
    }

    /** The timeline of an operation. */
    List<TimelineEntry> timeline(ProjectId project, OperationId id) throws RedoubtException {
        OperationView view = show(project, id);
        Optional<OperationRun> run = running.find(view.id());
        return run.isPresent() ? run.get().timeline() : archive.timeline(view);
    }
}
