package org.redoubt.vault.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.store.Backing;
import org.redoubt.vault.store.Batch;
import org.redoubt.vault.store.ChunkSink;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.store.PackCarrier;
import org.redoubt.vault.stream.ContentWalk;

/**
 * Copies to another bank with the same vault, where all has the same name: packs as they are if most of them is wanted, else their records, and
 * only what is not there. What has arrived is published now and then, so that a later attempt finds it. For one thread.
 */
final class Copy {
    /** So many bytes of records that were sealed anew may have to be moved again by who goes on after a crash. */
    private static final long UNPUBLISHED = 256L << 20;

    private final Backing source;
    private final ChunkSource chunks;
    private final ChunkSink target;
    private final LongConsumer progress;
    private final PackCarrier carrier;
    private boolean missed;
    private long unpublished;

    Copy(Backing source, ChunkSource chunks, ChunkSink target, LongConsumer progress) {
        this.source = source;
        this.chunks = chunks;
        this.target = target;
        this.progress = progress;
        this.carrier = new PackCarrier(source, target);
    }

    void run(DataId id) throws VaultException {
        CopyPlan plan = new CopyPlan(source.catalogue().view(), target, progress);
        new DataWalk(chunks).walk(id, plan);
        missed = plan.strays();
        List<CopyPlan.Part> whole = new ArrayList<>();
        for (CopyPlan.Part part : plan.parts().stream().filter(this::whole).toList()) {
            if (carrier.hasArrived(part.pack())) {
                arrived(part, true);
            } else {
                whole.add(part);
            }
        }
        carry(whole);
        for (CopyPlan.Part part : plan.parts().stream().filter(each -> !whole(each)).toList()) {
            arrived(part, carrier.reseal(part.pack(), part.records(), (chunk, offset) -> plan.wants(part, chunk, offset)));
        }
        missed |= !carrier.finish();
        if (missed) {
            Rest rest = new Rest();
            new DataWalk(chunks).walk(id, rest);
            for (ChunkId node : rest.nodes) {
                target.metadata(chunks.read(node));
            }
        }
    }

    private boolean whole(CopyPlan.Part part) {
        return part.mostly() && carrier.takesWhole(part.pack());
    }

    /** While one is stored the next one is read. */
    private void carry(List<CopyPlan.Part> parts) throws VaultException {
        Optional<CompletableFuture<byte[]>> ahead = parts.stream().findFirst().map(part -> carrier.read(part.pack()));
        for (int i = 0; i < parts.size(); i++) {
            CompletableFuture<byte[]> reading = ahead.orElseThrow();
            ahead = i + 1 < parts.size() ? Optional.of(carrier.read(parts.get(i + 1).pack())) : Optional.empty();
            arrived(parts.get(i), carrier.carry(parts.get(i).pack(), reading));
        }
    }

    private void arrived(CopyPlan.Part part, boolean all) throws VaultException {
        progress.accept(part.data());
        missed |= !all;
        unpublished += part.stored();
        if (unpublished >= UNPUBLISHED) {
            unpublished = 0;
            target.flush();
        }
    }

    /** Chunk by chunk, what could not come with its pack: it may stand elsewhere, or it is told what is damaged. */
    private final class Rest implements ContentWalk.Seen {
        private final Set<ChunkId> nodes = new LinkedHashSet<>();

        @Override
        public boolean strict() {
            return true;
        }

        @Override
        public boolean enter(ChunkId node) {
            if (!target.has(node)) {
                nodes.add(node);
            }
            return true;
        }

        @Override
        public void data(ChunkId chunk) throws VaultException {
            if (!target.has(chunk)) {
                byte[] bytes = chunks.read(chunk);
                target.reserve();
                Batch batch = new Batch();
                batch.add(0, bytes.length);
                batch.seal(bytes);
                target.submit(batch);
            }
        }
    }
}
