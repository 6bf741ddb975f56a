package org.redoubt.vault.collect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.RunStore;
import org.redoubt.vault.live.CollectionStore;
import org.redoubt.vault.live.Collections;
import org.redoubt.vault.live.Ruling;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.retention.Locks;

/**
 * Does what was decided. Anybody may, at any time and any number of times: no key that a decision names is ever used again. For one thread, one of the
 * vault.
 */
public final class Finisher {
    private final Bank bank;
    private final Prefix vault;
    private final CollectionStore collections;
    private final Locks locks;
    private CollectReport.Amount deleted = CollectReport.Amount.NONE;
    private final Map<Key, Long> retained = new HashMap<>();

    Finisher(Bank bank, Prefix vault, CollectionStore collections) {
        this.bank = bank;
        this.vault = vault;
        this.collections = collections;
        this.locks = new Locks(bank);
    }

    CollectReport.Amount deleted() {
        return deleted;
    }

    /** What is retained, besides what was known to be. */
    CollectReport.Amount retained(CollectReport.Amount known) {
        return new CollectReport.Amount(known.objects() + retained.size(), known.bytes() + retained.values().stream().mapToLong(Long::longValue).sum());
    }

    /** Finishes everything that was decided. */
    public void finish(Collections now) throws VaultException {
        for (Map.Entry<Long, Ruling> unfinished : now.unfinished().entrySet()) {
            finish(unfinished.getKey(), unfinished.getValue());
        }
    }

    private void finish(long number, Ruling ruling) throws VaultException {
        boolean all = true;
        for (PackName pack : ruling.packs()) {
            all &= delete(pack.key(vault));
        }
        List<Key> held = new ArrayList<>();
        for (String run : ruling.removed()) {
            // A run goes after its packs, and by its own decision: until that is done nobody believes it.
            Key key = RunStore.place(vault).key(run);
            if (!delete(key)) {
                held.add(key);
                all = false;
            }
        }
        inherit(number, ruling, held);
        if (all) {
            for (String run : ruling.removed()) {
                settle(RunStore.place(vault).key(run));
            }
            collections.done(number);
        }
    }

    /** Whoever has retained runs while this was decided needs what has taken their place, and by what that counts, as long. */
    private void inherit(long number, Ruling ruling, List<Key> held) throws VaultException {
        Optional<Instant> until = locks.last(held);
        if (until.isPresent()) {
            locks.extend(collections.decision(number), until.get());
            for (String run : ruling.runs()) {
                locks.extend(RunStore.place(vault).key(run), until.get());
            }
        }
    }

    /** When all is done the decision may be forgotten, and a run that a loss of power brought back after that would be believed again. */
    private void settle(Key gone) throws VaultException {
        try {
            bank.settle(gone);
        } catch (BankException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) {
                throw Failures.bank(e);
            }
        }
    }

    /** Deletes an object and counts it; whether it is gone. What the bank retains stays until a later collection. */
    boolean delete(Key key) throws VaultException {
        long size = 0;
        try {
            size = bank.stat(key).length();
            bank.delete(key);
            deleted = deleted.plus(size);
            return true;
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return true;
            }
            if (e.kind() == ProblemKind.RETAINED) {
                retained.put(key, size);
                return false;
            }
            throw Failures.bank(e);
        }
    }
}
