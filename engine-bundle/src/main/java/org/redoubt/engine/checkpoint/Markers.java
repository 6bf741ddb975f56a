package org.redoubt.engine.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.OperationId;
import org.redoubt.engine.document.Document;
import org.redoubt.engine.document.DocumentProblems;
import org.redoubt.engine.document.DocumentStore;

/**
 * What is unfinished, apart from all that is finished: to find what a runtime has left nobody has to look at every checkpoint. A marker
 * is put before the first document of its work and taken away after the last, so it may be left over, but is never missing.
 *
 * @param documents where
 */
record Markers(DocumentStore documents) {
    private static final Prefix ALL = Prefix.of("unfinished");

    private static Key key(Unfinished work) {
        return ALL.resolve(work.checkpoint().value()).key(Names.writer(work.owner(), work.operation()));
    }

    void put(Unfinished work, Identity identity) throws BankException {
        JsonObject content = JsonObject.builder().put("identity", identity.toJson()).put("owner", Owners.json(work.owner()))
                .put("operation", work.operation().value()).build();
        documents.putEnding(Kind.UNFINISHED, key(work), content);
    }

    /** Puts one again that somebody took away who believed that its owner was gone. */
    void keep(Unfinished work, Identity identity) throws BankException {
        if (!documents.exists(key(work))) {
            put(work, identity);
        }
    }

    void remove(Unfinished work) throws BankException {
        documents.delete(key(work));
    }

    /** Takes one away if the bank lets us; what is left over is found to be finished later. */
    void tryRemove(Unfinished work) {
        try {
            remove(work);
        } catch (BankException leftOver) {
            return;
        }
    }

    /** All of them. One that cannot be read is passed over: it says nothing. */
    List<Unfinished> list() throws BankException {
        List<Unfinished> all = new ArrayList<>();
        for (Key key : documents.list(ALL)) {
            Optional<Fields> fields = read(key);
            if (fields.isPresent()) {
                CheckpointId checkpoint = new CheckpointId(ALL.relative(key).split("/")[0]);
                all.add(new Unfinished(checkpoint, Owners.read(fields.get(), "owner"), new OperationId(fields.get().string("operation"))));
            }
        }
        return all;
    }

    /** What the checkpoint of a marker is found by. */
    Optional<Identity> identity(Unfinished work) throws BankException {
        Optional<Fields> fields = read(key(work));
        return fields.isEmpty() ? Optional.empty() : Optional.of(Identity.read(fields.get()));
    }

    private Optional<Fields> read(Key key) throws BankException {
        try {
            Optional<Document> marker = documents.find(Kind.UNFINISHED, key);
            return marker.map(document -> new Fields(key, document.content()));
        } catch (BankException e) {
            if (DocumentProblems.isUnusable(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
