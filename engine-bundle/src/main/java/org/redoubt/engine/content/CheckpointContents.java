package org.redoubt.engine.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.redoubt.api.access.Caller;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.Contents;
import org.redoubt.api.service.Difference;
import org.redoubt.api.service.ResourceContent;
import org.redoubt.api.service.StorageUse;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.Footprint;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.StoredRecord;
import org.redoubt.engine.operation.CheckpointFinder;
import org.redoubt.engine.operation.SavedInfo;
import org.redoubt.engine.provider.ProviderLease;

/**
 * What is in the checkpoints of a project.
 *
 * @param finder finds them
 * @param caller who asks
 * @param access asked first, with what is to be looked into
 * @param view shows a checkpoint
 * @param info asks plugins
 */
public record CheckpointContents(CheckpointFinder finder, Caller caller, Gate access, Function<StoredCheckpoint, CheckpointView> view, SavedInfo info)
        implements Contents {

    /** Lets a caller through, or not. */
    @FunctionalInterface
    public interface Gate {
        /** @param target the checkpoint or provider */
        void pass(String target) throws RedoubtException;
    }

    private OpenCheckpoint open(CheckpointId id) throws RedoubtException {
        access.pass(id.value());
        return OpenCheckpoint.open(finder, caller, id);
    }

    @Override
    public List<ResourceContent> list(CheckpointId checkpoint) throws RedoubtException {
        try (OpenCheckpoint open = open(checkpoint)) {
            List<ResourceContent> contents = new ArrayList<>();
            for (StoredRecord record : open.stored().records()) {
                contents.add(open.content(record));
            }
            return contents;
        }
    }

    @Override
    public ResourceContent show(CheckpointId checkpoint, ResourceRef resource) throws RedoubtException {
        try (OpenCheckpoint open = open(checkpoint)) {
            return open.content(open.record(resource));
        }
    }

    @Override
    public JsonObject info(CheckpointId checkpoint, ResourceRef resource) throws RedoubtException {
        try (OpenCheckpoint open = open(checkpoint)) {
            StoredRecord record = open.record(resource);
            return info.of(record, open.stored().section(record.resource(), open.vault()));
        }
    }

    /** Opens something that closes the checkpoint with it. */
    private interface Opening<T> {
        T in(OpenCheckpoint checkpoint) throws RedoubtException;
    }

    private <T> T opened(CheckpointId id, Opening<T> opening) throws RedoubtException {
        OpenCheckpoint checkpoint = open(id);
        Optional<T> opened = Optional.empty();
        try {
            opened = Optional.of(opening.in(checkpoint));
            return opened.get();
        } finally {
            if (opened.isEmpty()) {
                checkpoint.close();
            }
        }
    }

    @Override
    public TreeReader openTree(CheckpointId checkpoint, ResourceRef resource, String data) throws RedoubtException {
        return opened(checkpoint, open -> new HeldTree(open.vault().openTree(open.data(resource, data)), open));
    }

    @Override
    public DataReader open(CheckpointId checkpoint, ResourceRef resource, String data) throws RedoubtException {
        return opened(checkpoint, open -> new HeldStream(open.vault().open(open.data(resource, data)), open));
    }

    @Override
    public void compare(CheckpointId before, CheckpointId after, List<ResourceRef> resources, Consumer<Difference> to) throws RedoubtException {
        try (OpenCheckpoint earlier = open(before); OpenCheckpoint later = open(after)) {
            new Comparison(earlier, later, to).run(resources);
        }
    }

    @Override
    public StorageUse<ResourceRef> usage(CheckpointId checkpoint) throws RedoubtException {
        try (OpenCheckpoint open = open(checkpoint)) {
            Count count = new Count(open.vault().tally());
            List<StoredRecord> records = open.stored().records();
            List<Long> bytes = new ArrayList<>();
            for (StoredRecord record : records) {
                bytes.add(count.resource(bytes.size(), open.stored(), record.resource().ref()));
            }
            List<StorageUse.Share<ResourceRef>> shares = new ArrayList<>();
            for (int i = 0; i < records.size(); i++) {
                shares.add(new StorageUse.Share<>(records.get(i).resource().ref(), bytes.get(i), count.added(i), count.only(i)));
            }
            return count.usage(shares, count.total());
        }
    }

    @Override
    public StorageUse<CheckpointView> usage(String provider) throws RedoubtException {
        access.pass(provider);
        try (ProviderLease lease = finder.lease(provider)) {
            List<StoredCheckpoint> all = finder.store(lease).all();
            if (all.isEmpty()) {
                // Then there need not even be a vault.
                return new StorageUse<>(List.of(), Footprint.NONE, 0, List.of());
            }
            try (VaultSession vault = lease.vault().open(lease.bank(), SessionOptions.reading())) {
                return BankCount.of(all, caller.project(), new Count(vault.tally()), view);
            }
        }
    }
}
