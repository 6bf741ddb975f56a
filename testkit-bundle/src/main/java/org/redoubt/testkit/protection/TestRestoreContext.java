package org.redoubt.testkit.protection;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.protection.RestoredResource;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;

/** The surroundings of restore, in memory. Thread-safe. */
public final class TestRestoreContext extends TestContext implements RestoreContext {
    private final Resource original;
    private final ResourceSection section;
    private final Optional<RestoreTarget> target;
    private final Map<ResourceRef, RestoredResource> restored = new ConcurrentHashMap<>();
    private final List<Problem> missing = new CopyOnWriteArrayList<>();
    private final Map<String, Long> needs = new ConcurrentHashMap<>();

    /**
     * @param original the resource as it is in the checkpoint
     * @param section where it is read from
     * @param target where it is restored to
     * @param undo where steps go
     */
    public TestRestoreContext(Resource original, ResourceSection section, Optional<RestoreTarget> target, RecordingUndoLog undo) {
        super(undo);
        this.original = Objects.requireNonNull(original);
        this.section = Objects.requireNonNull(section);
        this.target = Objects.requireNonNull(target);
    }

    /** Says what another resource was restored as. */
    public void addRestored(ResourceRef other, RestoredResource as) {
        restored.put(other, as);
    }

    /** What the resource itself was restored as, if its hooks have said so. */
    public Optional<RestoredResource> result() {
        return restored(original.ref());
    }

    /** What could not be restored. */
    public List<Problem> missing() {
        return List.copyOf(missing);
    }

    /** How much room was said to be needed in each store. */
    public Map<String, Long> needs() {
        return Map.copyOf(needs);
    }

    @Override
    public ResourceSection section() {
        return section;
    }

    @Override
    public Optional<RestoreTarget> target() {
        return target;
    }

    @Override
    public void restored(Resource fresh, String place, JsonObject attributes) {
        restored.put(original.ref(), new RestoredResource(fresh, place, attributes));
    }

    @Override
    public Optional<RestoredResource> restored(ResourceRef other) {
        return Optional.ofNullable(restored.get(other));
    }

    @Override
    public void incomplete(Problem problem) {
        missing.add(Objects.requireNonNull(problem));
    }

    @Override
    public void needs(String store, String place, long bytes, long available) {
        needs.merge(store, bytes, Long::sum);
    }
}
