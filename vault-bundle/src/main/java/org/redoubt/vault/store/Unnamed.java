package org.redoubt.vault.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.index.SessionCatalogue;
import org.redoubt.vault.listing.Listing;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.work.Workers;

/**
 * The packs of a bank that no index object names: they arrived, and who brought them died before it could say so. Looked for once. Which
 * bytes one has its name says. Thread-safe.
 */
final class Unnamed {
    private final ReentrantLock lock = new ReentrantLock();
    private final Backing backing;
    private Optional<Map<String, Arrived>> packs = Optional.empty();

    private record Arrived(PackName name, long length) {
    }

    Unnamed(Backing backing) {
        this.backing = backing;
    }

    /** Begins to refer to a pack with the same bytes as one from elsewhere, if there is one and no collection takes it away. */
    Optional<PackName> take(Run.PackEntry pack) throws VaultException {
        lock.lock();
        try {
            if (packs.isEmpty()) {
                packs = Optional.of(Workers.await(backing.workers().access(this::look)));
            }
            Arrived found = packs.get().remove(pack.name().sha256());
            boolean same = found != null && found.length() == pack.size() && found.name().area() == pack.name().area();
            // Referred to before it is settled, so that no collection takes it away between.
            if (!same || !backing.catalogue().refer(found.name())) {
                return Optional.empty();
            }
            boolean there = settle(found.name());
            if (!there) {
                backing.catalogue().forget(found.name());
            }
            return there ? Optional.of(found.name()) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever brought it may have died before it was durable. Whether it is there now. */
    private boolean settle(PackName pack) throws VaultException {
        return Workers.await(backing.workers().access(() -> {
            try {
                backing.bank().settle(pack.key(backing.vault()));
                return true;
            } catch (BankException e) {
                if (e.kind() == ProblemKind.NOT_FOUND) {
                    return false;
                }
                throw Failures.bank(e);
            }
        }));
    }

    private Map<String, Arrived> look() throws VaultException {
        SessionCatalogue catalogue = backing.catalogue();
        Map<String, Arrived> found = new HashMap<>();
        Listing.each(backing.bank(), PackName.all(backing.vault()), object -> name(object)
                .filter(name -> !catalogue.view().names(name) && !catalogue.lost().names(name))
                .ifPresent(name -> found.put(name.sha256(), new Arrived(name, object.length()))));
        return found;
    }

    private Optional<PackName> name(ObjectInfo object) {
        try {
            return Optional.of(PackName.parse(object.key().toString().substring(PackName.all(backing.vault()).toString().length() + 1)));
        } catch (FormatException e) {
            return Optional.empty();
        }
    }
}
