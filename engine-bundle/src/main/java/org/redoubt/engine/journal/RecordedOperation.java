package org.redoubt.engine.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.document.GraphLines;
import org.redoubt.engine.undo.OpenStep;

/**
 * Everything that was recorded of an operation. Immutable.
 *
 * @param id which
 * @param header what it is
 * @param view how it stood when that was recorded last
 * @param graph its graph
 * @param steps the steps that are open, the first one first
 * @param facts what was recorded of resources, by their numbers
 * @param whole the resources of which all hooks have ended well
 */
public record RecordedOperation(OperationId id, OperationHeader header, JsonObject view, ResourceGraph graph, List<OpenStep> steps,
        Map<Integer, JsonObject> facts, BitSet whole) {

    /**
     * Reads an operation.
     *
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none, {@code DAMAGED} if its record makes no sense
     */
    public static RecordedOperation read(Journal journal, OperationId id) throws RedoubtException {
        JsonObject document = journal.find(id).map(entry -> entry.document())
                .orElseThrow(() -> new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no operation " + id + ".")));
        try {
            ResourceGraph graph = graph(journal, id);
            List<OpenStep> steps = new ArrayList<>();
            for (Map.Entry<Long, JsonObject> step : journal.steps(id).entrySet()) {
                steps.add(StepDocument.fromJson(id, step.getKey(), step.getValue()));
            }
            HookProgress progress = new HookProgress(graph.size());
            progress.restore(journal.progress(id));
            return new RecordedOperation(id, OperationHeader.fromJson(document), OperationHeader.view(document), graph, List.copyOf(steps),
                    journal.resources(id), progress.whole());
        } catch (IllegalArgumentException | IOException senseless) {
            throw new RedoubtException(Problem.of(ProblemKind.DAMAGED, "The record of operation " + id + " in the journal cannot be understood: "
                    + senseless.getMessage() + ".").hint("A newer version may have written it."), senseless);
        }
    }

    private static ResourceGraph graph(Journal journal, OperationId id) throws RedoubtException, IOException {
        Optional<byte[]> lines = journal.attachment(id, OperationJournal.GRAPH);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("its graph is missing");
        }
        return GraphLines.read(Lines.read(lines.get())).orElseThrow(() -> new IllegalArgumentException("its graph makes no sense"));
    }
}
