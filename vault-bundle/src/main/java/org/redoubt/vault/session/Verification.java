package org.redoubt.vault.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.Damage;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.stream.Content;
import org.redoubt.vault.stream.ContentCheck;
import org.redoubt.vault.tree.TreeRoot;
import org.redoubt.vault.tree.TreeWalk;

/** Checks one stream or tree. */
final class Verification {
    private final List<Damage> damage = new ArrayList<>();
    private final ContentCheck contents;

    Verification(ChunkSource chunks, LongConsumer progress) {
        this.contents = new ContentCheck(chunks, damage::add, progress);
    }

    private Verification(ChunkSource chunks) {
        this.contents = ContentCheck.ofLists(chunks, damage::add);
    }

    /** A check that reads no data. */
    static Verification ofLists(ChunkSource chunks) {
        return new Verification(chunks);
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
