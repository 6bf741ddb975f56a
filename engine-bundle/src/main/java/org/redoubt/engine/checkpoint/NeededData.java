package org.redoubt.engine.checkpoint;

import java.util.Optional;
import java.util.Set;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.VaultException;
import org.redoubt.engine.document.Document;
import org.redoubt.engine.document.DocumentProblems;
import org.redoubt.engine.document.DocumentStore;

/**
 * What is needed of the bulk data of a bank: all that any checkpoint names which is there, deleted ones included. Nothing is remembered from one
 * look to the next.
 *
 * @param documents where
 * @param successor ends attempts of writers that are gone
 * @param without checkpoints that count as purged
 */
record NeededData(DocumentStore documents, Successor successor, Set<CheckpointId> without) implements LiveData {

    @Override
    public void visit(Visitor visitor) throws VaultException {
        try {
            for (CheckpointId id : Layout.ids(documents)) {
                if (!without.contains(id)) {
                    visit(id, visitor);
                }
            }
        } catch (BankException e) {
            throw new VaultException(e.problem(), e);
        }
    }

    private void visit(CheckpointId id, Visitor visitor) throws VaultException, BankException {
        try {
            Optional<Facts> facts = successor.reader().read(id);
            if (facts.filter(found -> found.status() != CheckpointStatus.PURGED).isPresent()) {
                visit(facts.get(), visitor);
            }
        } catch (BankException e) {
            // It may have gone while it was read.
            if (!DocumentProblems.isUnusable(e)) {
                throw e;
            }
            if (isThere(id)) {
                throw unreadable(id, e.problem());
            }
        }
    }

    private boolean isThere(CheckpointId id) throws BankException {
        return successor.reader().read(id).filter(found -> found.status() != CheckpointStatus.PURGED).isPresent();
    }

    private void visit(Facts facts, Visitor visitor) throws VaultException, BankException {
        Optional<Decision> decision = facts.outcome().map(Outcome::decision);
        if (facts.damaged()) {
            throw unreadable(facts.id(), facts.problems().getFirst());
        }
        if (decision.filter(is -> is == Decision.COMMITTED).isPresent()) {
            Records records = Records.read(documents, facts, GraphPages.read(documents, facts.layout().graph()));
            for (Contents contents : records.contents()) {
                for (DataId data : contents.data().values()) {
                    visitor.data(facts.id().value(), data);
                }
            }
        } else if (facts.progress().isOpen()) {
            unfinished(facts, visitor);
        }
    }

    /** Somebody makes it, or may go on with it; what its sections have by now may come and go meanwhile. */
    private void unfinished(Facts facts, Visitor visitor) throws VaultException, BankException {
        for (Key key : documents.list(facts.layout().sections())) {
            if (SectionDocuments.isData(key)) {
                Optional<Document> data = documents.find(Kind.DATA, key);
                if (data.isPresent()) {
                    visitor.unfinished(facts.id().value(), DataId.of(new Fields(key, data.get().content()).string("data")));
                }
            }
        }
    }

    private static VaultException unreadable(CheckpointId id, Problem why) {
        return new VaultException(Problem.of(why.kind(), "Checkpoint " + id + " cannot be read, so nobody can tell which data it needs, and none was deleted: "
                + why.message()).hint("Put what is damaged back from a copy of the bank, or delete the checkpoint with the option purge.").subject(id.value()));
    }

    @Override
    public void fence(String checkpoint, Key decision, Problem reason) throws VaultException {
        Optional<CheckpointId> id = Layout.id(checkpoint);
        try {
            if (id.isPresent()) {
                successor.fence(id.get(), decision, reason);
            }
        } catch (BankException e) {
            throw new VaultException(e.problem(), e);
        }
    }
}
