package org.redoubt.vault.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.wire.Sha256;

/** Looks at packs as objects, at each once for all streams and trees of a session that need it. Thread-safe. */
public final class PackProbe {
    private final Backing backing;
    private final Map<Look, CompletableFuture<Optional<VaultException>>> looks = new ConcurrentHashMap<>();

    /**
     * @param backing where packs are
     */
    public PackProbe(Backing backing) {
        this.backing = backing;
    }

    private record Look(PackName pack, boolean bytes) {
    }

    /**
     * What is wrong with a pack, if anything.
     *
     * @param bytes whether to read its bytes, or only how many there are
     */
    CompletableFuture<Optional<VaultException>> look(Run.PackEntry pack, boolean bytes) {
        // A bank that did not answer one is asked again by the next.
        return looks.compute(new Look(pack.name(), bytes), (key, known) -> known == null || known.isCompletedExceptionally()
                ? backing.workers().access(() -> bytes ? bytes(pack) : length(pack)) : known);
    }

    private Key key(Run.PackEntry pack) {
        return pack.name().key(backing.vault());
    }

    private Optional<VaultException> length(Run.PackEntry pack) throws VaultException {
        try {
            return wrong(pack, backing.bank().stat(key(pack)).length());
        } catch (BankException e) {
            return unreadable(pack, e);
        }
    }

    private Optional<VaultException> wrong(Run.PackEntry pack, long length) {
        return length == pack.size() ? Optional.empty()
                : Optional.of(Failures.damaged(key(pack).toString(), "it has " + length + " bytes instead of " + pack.size()));
    }

    /** In pieces that stay in the cache, so that memory does not depend on the size of packs. */
    private Optional<VaultException> bytes(Run.PackEntry pack) throws VaultException {
        try (InputStream in = backing.bank().get(key(pack), ByteRange.ALL)) {
            Sha256.Counted read = Sha256.of(in);
            Optional<VaultException> wrong = wrong(pack, read.length());
            return wrong.isPresent() || read.hex().equals(pack.name().sha256()) ? wrong
                    : Optional.of(Failures.damaged(key(pack).toString(), "it does not have the bytes that were written"));
        } catch (IOException e) {
            throw Failures.unreadable(key(pack).toString(), e);
        } catch (BankException e) {
            return unreadable(pack, e);
        }
    }

    private Optional<VaultException> unreadable(Run.PackEntry pack, BankException cause) throws VaultException {
        VaultException failure = Failures.reading(key(pack).toString(), cause);
        if (failure.kind() != ProblemKind.DAMAGED) {
            throw failure;
        }
        return Optional.of(failure);
    }
}
