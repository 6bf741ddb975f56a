package org.redoubt.engine.content;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.Difference;
import org.redoubt.api.vault.Changes;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataKind;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.TreeChange;
import org.redoubt.api.vault.VaultSession;

/**
 * Finds what differs between two checkpoints of one bank.
 *
 * @param before the earlier one
 * @param after the later one
 * @param to told each difference
 */
record Comparison(OpenCheckpoint before, OpenCheckpoint after, Consumer<Difference> to) {

    void run(List<ResourceRef> some) throws RedoubtException {
        if (!before.provider().bankId().equals(after.provider().bankId())) {
            throw new RedoubtException(Problem.of(ProblemKind.UNSUPPORTED, "Checkpoint " + before.stored().id() + " and checkpoint " + after.stored().id()
                    + " are in different banks and cannot be compared.").hint("Copy one of them to the provider of the other, and compare the copy."));
        }
        Set<ResourceRef> old = resources(before);
        Set<ResourceRef> fresh = resources(after);
        Set<ResourceRef> all = new LinkedHashSet<>(some);
        for (ResourceRef asked : some) {
            if (!old.contains(asked)) {
                after.record(asked);
            }
        }
        if (some.isEmpty()) {
            all.addAll(fresh);
            all.addAll(old);
        }
        for (ResourceRef resource : all) {
            if (!old.contains(resource)) {
                to.accept(new Difference.Added(resource, Optional.empty()));
            } else if (!fresh.contains(resource)) {
                to.accept(new Difference.Removed(resource, Optional.empty()));
            } else {
                resource(resource);
            }
        }
    }

    private static Set<ResourceRef> resources(OpenCheckpoint checkpoint) throws RedoubtException {
        return checkpoint.stored().records().stream().map(record -> record.resource().ref()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void resource(ResourceRef resource) throws RedoubtException {
        Map<String, DataId> old = before.stored().data(resource);
        Map<String, DataId> fresh = after.stored().data(resource);
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(fresh.keySet());
        for (String name : names) {
            Optional<DataId> was = Optional.ofNullable(old.get(name));
            Optional<DataId> is = Optional.ofNullable(fresh.get(name));
            Optional<DataKind> kind = kind(was);
            if (was.isPresent() && is.isPresent() && kind.equals(kind(is))) {
                data(resource, name, kind.get(), was.get(), is.get());
            } else {
                was.ifPresent(gone -> to.accept(new Difference.Removed(resource, Optional.of(name))));
                is.ifPresent(come -> to.accept(new Difference.Added(resource, Optional.of(name))));
            }
        }
    }

    private Optional<DataKind> kind(Optional<DataId> id) throws RedoubtException {
        return id.isPresent() ? Optional.of(after.vault().kind(id.get())) : Optional.empty();
    }

    private void data(ResourceRef resource, String name, DataKind kind, DataId was, DataId is) throws RedoubtException {
        if (was.equals(is)) {
            return;
        }
        switch (kind) {
            case TREE -> {
                Changes<TreeChange> changes = after.vault().compareTrees(was, is);
                for (Optional<TreeChange> change = changes.next(); change.isPresent(); change = changes.next()) {
                    to.accept(new Difference.Entry(resource, name, change.get()));
                }
            }
            case STREAM -> {
                long sizeBefore = size(after.vault(), was);
                long size = size(after.vault(), is);
                if (sizeBefore != size) {
                    to.accept(new Difference.Size(resource, name, sizeBefore, size));
                }
                Changes<Extent> changes = after.vault().compareStreams(was, is);
                for (Optional<Extent> change = changes.next(); change.isPresent(); change = changes.next()) {
                    to.accept(new Difference.Range(resource, name, change.get()));
                }
            }
        }
    }

    private static long size(VaultSession vault, DataId id) throws RedoubtException {
        try (DataReader stream = vault.open(id)) {
            return stream.size();
        }
    }
}
