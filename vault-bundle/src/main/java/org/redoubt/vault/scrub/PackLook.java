package org.redoubt.vault.scrub;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.ScrubReport.Finding;
import org.redoubt.api.vault.ScrubReport.Harm;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.wire.Sha256;

/** Looks at one pack: at its hash, and where it can at what is in it. Thread-safe. */
final class PackLook {
    private static final long LONGEST = 256L << 20;

    private final Store store;
    private final Prefix vault;
    private final Optional<PackContent> inside;
    private final Predicate<PackName> always;

    /**
     * @param store where packs are
     * @param vault where the vault stands in it
     * @param inside looks into packs; empty without keys
     * @param always into which packs to look also if they have the right hash
     */
    PackLook(Store store, Prefix vault, Optional<PackContent> inside, Predicate<PackName> always) {
        this.store = store;
        this.vault = vault;
        this.inside = inside;
        this.always = always;
    }

    /** Reads a pack. Called on threads of the vault that reach banks. */
    Optional<byte[]> read(PackWork work) throws VaultException {
        return store.read(work.name().key(vault), (int) Math.min(LONGEST, work.size()) + 1);
    }

    /** A pack that the bank cannot read. */
    PackState unreadable(PackWork work, VaultException why) throws VaultException {
        if (why.kind() != ProblemKind.DAMAGED) {
            throw why;
        }
        return state(work, 0, Harm.BYTES, why.problem().message(), all(work));
    }

    private static Set<ChunkId> all(PackWork work) {
        Set<ChunkId> ids = new HashSet<>();
        work.contents().ifPresent(contents -> contents.entries().forEach(entry -> ids.add(entry.id())));
        return ids;
    }

    /** Looks at the bytes of a pack. Called on threads of the vault that compute. */
    PackState look(PackWork work, byte[] bytes) {
        boolean intact = bytes.length == work.size() && isNamed(work.name(), bytes);
        Set<ChunkId> lost = Set.of();
        Optional<String> wrong = Optional.empty();
        if (inside.isPresent() && work.contents().isPresent() && (!intact || always.test(work.name()))) {
            lost = inside.get().lost(work, bytes);
            wrong = inside.get().directory(work, bytes);
        }
        if (!intact) {
            Harm harm = bytes.length == work.size() ? Harm.BYTES : Harm.LENGTH;
            return state(work, bytes.length, harm, harm == Harm.BYTES ? "It does not have the bytes that were written." : "It does not have the length that it had.", lost);
        }
        if (!lost.isEmpty()) {
            return state(work, bytes.length, Harm.CONTENT, "It holds chunks that are not what their names stand for.", lost);
        }
        if (wrong.isPresent()) {
            return state(work, bytes.length, Harm.CONTENT, wrong.get(), lost);
        }
        return new PackState(work.name(), true, bytes.length, Optional.empty(), lost);
    }

    private static boolean isNamed(PackName name, byte[] bytes) {
        return Sha256.hex(bytes, 0, bytes.length).equals(name.sha256());
    }

    private PackState state(PackWork work, long read, Harm harm, String reason, Set<ChunkId> lost) {
        Optional<Long> chunks = inside.isPresent() && work.contents().isPresent() ? Optional.of((long) lost.size()) : Optional.empty();
        return new PackState(work.name(), true, read, Optional.of(new Finding(work.name().key(vault).toString(), "pack", harm, reason, chunks)), lost);
    }
}
