package org.redoubt.engine.service;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.redoubt.api.access.Caller;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.Explanation;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ResourceRecord;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.operation.OperationCatalog;
import org.redoubt.engine.owner.Writer;

/** Says why a checkpoint has its status and its consistency, and what can be done with it. */
public final class WhyCheckpoint {
    private static final int SHOWN = 10;

    private final OperationCatalog operations;
    private final Caller caller;
    private final Function<CheckpointId, Optional<Writer>> writers;
    private final List<String> sentences = new ArrayList<>();
    private final Set<String> advice = new LinkedHashSet<>();

    /**
     * @param operations what is known of operations
     * @param caller who asks
     * @param writers who is at work on a checkpoint, if that was seen
     */
    public WhyCheckpoint(OperationCatalog operations, Caller caller, Function<CheckpointId, Optional<Writer>> writers) {
        this.operations = operations;
        this.caller = caller;
        this.writers = writers;
    }

    /** Explains a checkpoint. */
    public Explanation explain(CheckpointView view) throws RedoubtException {
        sentences.add("The checkpoint is " + view.status().word() + view.consistency().filter(grade -> usable(view))
                .map(grade -> ", and its consistency is " + grade.word()).orElse("")
                + view.skew().filter(apart -> usable(view) && view.resourceCount() > 1)
                        .map(apart -> ", with snapshots of one group " + apart.toMillis() + " ms apart").orElse("") + ".");
        view.problems().stream().limit(SHOWN).forEach(problem -> sentences.add(problem.message()));
        List<OperationView> unfinished = unfinished(view);
        unfinished.stream().findFirst().ifPresent(first -> sentences.add("The " + first.type().word() + " " + first.id() + " of it is "
                + first.state().word() + "."));
        if (unfinished.isEmpty()) {
            writers.apply(view.id()).ifPresent(writer -> sentences.add("The runtime " + writer.owner().runtime() + ", in its life " + writer.owner().incarnation()
                    + ", is at work on it; its last sign of life was seen here " + writer.silent().toSeconds() + " s ago."));
        }
        if (usable(view)) {
            resources(view);
        }
        advise(view, unfinished.stream().filter(operation -> operation.type() == OperationType.PROTECT || operation.type() == OperationType.COPY).findFirst());
        view.problems().stream().flatMap(problem -> problem.hint().stream()).limit(SHOWN).forEach(advice::add);
        return new Explanation(view.id().value(), sentences, view.statusSince(), List.copyOf(advice));
    }

    private static boolean usable(CheckpointView view) {
        return view.status() == CheckpointStatus.AVAILABLE || view.status() == CheckpointStatus.PARTIAL;
    }

    /** The operations of it that run, or have ended otherwise than well, the newest first. */
    private List<OperationView> unfinished(CheckpointView view) throws RedoubtException {
        return operations.list(caller.project(), false, Integer.MAX_VALUE).stream()
                .filter(operation -> operation.targetCheckpoint().orElse(operation.checkpoint()).equals(view.id()))
                .filter(operation -> operation.state() != OperationState.SUCCEEDED && operation.state() != OperationState.UNDONE).toList();
    }

    private void resources(CheckpointView view) throws RedoubtException {
        List<ResourceRecord> records = view.resources();
        List<ResourceRecord> missing = records.stream().filter(record -> record.status() != ResourceStatus.DONE).toList();
        if (!missing.isEmpty()) {
            sentences.add((records.size() - missing.size()) + " of " + records.size() + " resources can be restored. These cannot:");
            missing.stream().limit(SHOWN).forEach(record -> sentences.add(record.resource() + " is " + record.status().word()
                    + record.reasons().stream().findFirst().map(why -> ": " + why.message()).orElse(".")));
        }
        records.stream().filter(record -> record.status() == ResourceStatus.DONE && view.consistency().filter(record.consistency()::equals).isPresent())
                .filter(record -> !record.consistencyReason().isEmpty()).findFirst()
                .ifPresent(record -> sentences.add("The weakest is " + record.resource() + " (" + record.consistency().word() + "): " + record.consistencyReason()));
        records.stream().filter(record -> record.unreadable().isPresent()).limit(SHOWN).forEach(record -> sentences.add(record.resource()
                + " cannot be read now: " + record.unreadable().orElseThrow()));
    }

    private void advise(CheckpointView view, Optional<OperationView> writer) throws RedoubtException {
        String delete = "`redoubt delete " + view.id() + "`";
        Optional<String> resume = resume(writer);
        switch (view.status()) {
            case PROTECTING -> {
                resume.ifPresent(advice::add);
                advice.add(writer.isPresent() ? "Or give it up with " + delete + " when nothing writes it any more."
                        : "If its runtime is gone it is marked so after a while; then delete it with " + delete + ".");
            }
            case PARTIAL -> advice.add("Restore what is there with `redoubt restore " + view.id() + " --partial`, or protect again.");
            case INTERRUPTED -> {
                resume.ifPresent(advice::add);
                advice.add("Delete it with " + delete + " if it is not wanted any more.");
            }
            case ERROR -> {
                resume.ifPresent(advice::add);
                advice.add((resume.isPresent() ? "Or delete" : "Nothing can be restored from it: delete") + " it with " + delete + ", and protect again.");
            }
            case DELETING, ERROR_DELETING -> advice.add("Delete it again with " + delete + "; with --without-plugin if its plugin is gone.");
            case DELETED -> advice.add("Bring it back with `redoubt undelete " + view.id() + "` before it is collected.");
            case AVAILABLE, PURGED -> { }
        }
    }

    private Optional<String> resume(Optional<OperationView> writer) throws RedoubtException {
        if (writer.isEmpty() || !operations.isResumable(writer.get())) {
            return Optional.empty();
        }
        OperationView operation = writer.get();
        return Optional.of((operation.state() == OperationState.INTERRUPTED ? "Go on with its operation: " : "Go on with its operation when that is mended: ")
                + "`redoubt resume " + operation.id() + "`; what is stored already is not stored twice.");
    }
}
