package org.redoubt.engine.checkpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.vault.VaultService;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.live.LiveSettings;
import org.redoubt.vault.session.SessionSettings;

/** What one of the runtimes of a model has of its own. */
final class ModelProcess implements AutoCloseable {
    private final VaultService vaults;
    private final CheckpointStore store;
    private final Bank over;
    private final Optional<Duration> retention;

    /**
     * @param home the directory of its keys
     * @param retention for how long the bank retains what it is given
     */
    ModelProcess(Bank over, LiveSettings live, Path home, InstantSource clock, Optional<Duration> retention) {
        this.over = over;
        this.retention = retention;
        vaults = new VaultService(new SessionSettings(1, 1 << 20, home), live, KeyHome.in(home), 2);
        store = new CheckpointStore(vaults.documents(over), clock, retention);
    }

    CheckpointStore store() {
        return store;
    }

    VaultSession reading() throws RedoubtException {
        return vaults.open(over, SessionOptions.reading());
    }

    VaultSession writing(CheckpointId id) throws RedoubtException {
        AttemptId attempt = AttemptId.first(id);
        SessionOptions options = SessionOptions.writing(Sample.OWNER, id.value(), attempt.session(), attempt.decision());
        return vaults.open(over, retention.map(options::retain).orElse(options));
    }

    void collect() throws RedoubtException {
        vaults.collect(over, CollectOptions.defaults(), store.live(Sample.OWNER, Set.of()));
    }

    StoredCheckpoint found(CheckpointId id) throws RedoubtException {
        return store.find(id).orElseThrow();
    }

    void purge(CheckpointId id, OperationId operation) throws RedoubtException {
        found(id).beginDelete(Sample.OWNER, operation).finish();
    }

    @Override
    public void close() {
        vaults.close();
    }
}
