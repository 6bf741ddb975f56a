package org.redoubt.vault.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.Damage;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.store.PackSurvey;
import org.redoubt.vault.stream.Content;
import org.redoubt.vault.stream.ContentCheck;
import org.redoubt.vault.tree.TreeRoot;
import org.redoubt.vault.tree.TreeWalk;

/** Checks one stream or tree. */
final class Verification {
    private final List<Damage> damage = new ArrayList<>();
    private final ContentCheck contents;

    private Verification(Function<Consumer<Damage>, ContentCheck> contents) {
        this.contents = contents.apply(damage::add);
    }

    /** A check that reads every byte. */
    static Verification ofContent(ChunkSource chunks, LongConsumer progress) {
        return new Verification(damage -> new ContentCheck(chunks, damage, progress));
    }

    /** A check that reads no data. */
    static Verification ofLists(ChunkSource chunks) {
        return new Verification(damage -> ContentCheck.ofLists(chunks, damage, (id, bytes) -> { }));
    }

    /** Checks packs as objects instead of what is in them; what is in those that are not as they were written is read, to tell what of it is lost. */
    static List<Damage> ofPacks(Session session, ChunkSource chunks, PackSurvey packs, DataId id, CheckDepth depth, LongConsumer progress)
            throws VaultException {
        List<Damage> damage = new Verification(told -> ContentCheck.ofLists(chunks, told, packs::needs)).run(session, id);
        if (packs.look(depth, progress)) {
            return damage;
        }
        // Nothing more of it is done, but whoever watches should see that it goes on.
        LongConsumer alive = read -> progress.accept(0);
        List<Damage> all = new ArrayList<>(new Verification(told -> ContentCheck.ofSome(chunks, told, alive, packs::isSuspect)).run(session, id));
        all.addAll(packs.harmless(all));
        return List.copyOf(all);
    }

    List<Damage> run(Session session, DataId id) throws VaultException {
        try {
            if (DataIds.TREE.names(id)) {
                TreeRoot root = session.tree(id);
                contents.good(DataIds.TREE.root(id));
                new TreeWalk(contents.nodes(), root).check(contents, damage::add);
            } else {
                Content content = session.content(id);
                contents.good(DataIds.STREAM.root(id));
                contents.check("", content);
            }
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.DAMAGED && e.kind() != ProblemKind.NOT_FOUND) {
                throw e;
            }
            damage.add(new Damage("", 0, 0, e.problem().subject().orElse(id.toString()), e.problem().message()));
        }
        contents.finish();
        return List.copyOf(damage);
    }
}
