package org.redoubt.engine.checkpoint;

import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.document.DocumentStore;

/**
 * Goes on with the making of a checkpoint where it was left.
 *
 * @param documents where its documents are
 * @param facts what they say
 * @param successor who goes on
 * @param operation by which operation
 */
record Resumption(DocumentStore documents, Facts facts, Successor successor, OperationId operation) {
    /**
     * The draft that is gone on with.
     *
     * @param begun the checkpoint with its graph; empty if that was never written as a whole
     * @param graph its graph in that case
     */
    CheckpointDraft draft(Optional<Checkpoint> begun, ResourceGraph graph) throws RedoubtException {
        Checkpoint checkpoint = begun.orElseGet(() -> new WholeCheckpoint(facts.id(), facts.identity(), graph));
        Unfinished work = new Unfinished(facts.id(), successor.owner(), operation);
        Markers markers = new Markers(documents);
        markers.put(work, facts.identity());
        Ending ending = successor.goOn(facts, operation);
        CheckpointDraft draft = new CheckpointDraft(documents, ending, work, checkpoint);
        try {
            markers.keep(work, facts.identity());
            if (begun.isEmpty()) {
                documents.deleteAll(facts.layout().graph());
                GraphPages.write(documents, facts.layout().graph(), graph);
            }
            for (Resource resource : checkpoint.graph().resources()) {
                draft.recall(resource);
            }
        } catch (BankException e) {
            ending.abandon(e);
            throw e;
        }
        return draft;
    }
}
