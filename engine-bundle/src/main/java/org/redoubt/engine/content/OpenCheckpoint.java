package org.redoubt.engine.content;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.ResourceContent;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataKind;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.StoredRecord;
import org.redoubt.engine.operation.CheckpointFinder;
import org.redoubt.engine.provider.ProviderLease;

/**
 * A checkpoint that is looked into.
 *
 * @param provider who holds it, in use until closed
 * @param stored the checkpoint
 * @param vault what its data is read from
 */
record OpenCheckpoint(ProviderLease provider, StoredCheckpoint stored, VaultSession vault) implements AutoCloseable {
    static final Set<CheckpointStatus> READABLE = EnumSet.of(CheckpointStatus.AVAILABLE, CheckpointStatus.PARTIAL);

    static OpenCheckpoint open(CheckpointFinder finder, Caller caller, CheckpointId id) throws RedoubtException {
        CheckpointFinder.Located located = finder.locate(caller, id);
        try {
            if (!READABLE.contains(located.stored().status())) {
                throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, "Checkpoint " + id + " has the status "
                        + located.stored().status().word() + " and cannot be looked into.")
                        .hint("`redoubt checkpoints --status available` lists those that can."));
            }
            VaultSession vault = located.provider().vault().open(located.provider().bank(), SessionOptions.reading());
            return new OpenCheckpoint(located.provider(), located.stored(), vault);
        } catch (RedoubtException | RuntimeException e) {
            located.close();
            throw e;
        }
    }

    /** Refuses a resource that is not in it. */
    StoredRecord record(ResourceRef resource) throws RedoubtException {
        return stored.records().stream().filter(record -> record.resource().ref().equals(resource)).findFirst()
                .orElseThrow(() -> new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "Checkpoint " + stored.id() + " has no resource "
                        + resource + ".").hint("`redoubt show " + stored.id() + "` says which ones it has.")));
    }

    ResourceContent content(StoredRecord record) throws RedoubtException {
        Map<String, DataKind> kinds = new LinkedHashMap<>();
        for (Map.Entry<String, DataId> data : stored.data(record.resource().ref()).entrySet()) {
            kinds.put(data.getKey(), vault.kind(data.getValue()));
        }
        return new ResourceContent(record.resource(), record.status(), record.bytes(), kinds);
    }

    /** The vault's name for data of a resource. */
    DataId data(ResourceRef resource, String name) throws RedoubtException {
        return stored.section(record(resource).resource(), vault).dataId(name).orElseThrow(() -> new RedoubtException(
                Problem.of(ProblemKind.NOT_FOUND, "Checkpoint " + stored.id() + " has no data \"" + name + "\" of " + resource + ".")));
    }

    @Override
    public void close() {
        vault.close();
        provider.close();
    }
}
