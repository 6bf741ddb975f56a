package org.redoubt.probe;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.json.Schema;
import org.redoubt.api.protectable.DiscoveryContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.resource.Resource;

/**
 * A plugin that does wrong what the id of a resource says: {@code show-throws} throws when the resource is to be shown, of {@code hooks-null}
 * the hooks are null. What is asked of a type is wrong by the name of the type.
 */
public final class BadPlugin implements ProtectionPlugin, ProtectablePlugin {
    /** The type whose resources say by their ids what goes wrong. */
    public static final String THING = "Bad::Thing";
    /** A type of dependents that nobody protects. */
    public static final String ORPHAN = "Bad::Orphan";
    /** A type with a parameter that has to be given. */
    public static final String NEEDY = "Bad::Needy";
    /** A type whose schema is null. */
    public static final String MUTE = "Bad::Mute";
    /** A type whose resources cannot be listed. */
    public static final String UNLISTED = "Bad::Unlisted";
    /** A type of which the list is null. */
    public static final String LISTLESS = "Bad::Listless";
    /** A type that is registered with a format that is no version. */
    public static final String FORMLESS = "Bad::Formless";

    private static final Schema COLOUR = Schema.parse("""
            {"type": "object", "properties": {"colour": {"type": "string", "description": "Its colour."}}, "required": ["colour"]}""");
    /** Whose dependents are whose. */
    private static final Map<String, Resource> DEPENDENTS = Map.of(
            "circle", Resource.of(THING, "back", "back"), "back", Resource.of(THING, "circle", "circle"), "parent", Resource.of(ORPHAN, "lost", "lost"));

    private final String type;

    /**
     * @param type what it discovers and protects
     */
    public BadPlugin(String type) {
        this.type = type;
    }

    private static <T> T answer(String method, Resource resource, T good) {
        if (resource.id().equals(method + "-throws")) {
            throw new IllegalStateException("the dongle is missing");
        }
        return resource.id().equals(method + "-null") ? null : good;
    }

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource resource) {
        return answer("operation", resource, new Operation<>() {
            @Override
            public Set<Hook> hooks() {
                return answer("hooks", resource, EnumSet.of(Hook.MAIN));
            }

            @Override
            public void onMain(Checkpoint checkpoint, Resource thing, ProtectContext context, Parameters parameters) throws Exception {
                answer("main", thing, thing);
                if (thing.id().equals("main-hangs")) {
                    new CountDownLatch(1).await();
                }
            }

            @Override
            public List<PlannedAction> plan(Checkpoint checkpoint, Resource thing, ProtectContext context, Parameters parameters) {
                return answer("plan", thing, List.of());
            }
        });
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource resource) {
        return Operation.none();
    }

    @Override
    public Schema getOptionsSchema(String asked) {
        return asked.equals(NEEDY) ? COLOUR : asked.equals(MUTE) ? null : Schema.parse("{}");
    }

    @Override
    public String getResourceType() {
        return type;
    }

    @Override
    public Set<String> getParentResourceTypes() {
        return Set.of(THING);
    }

    @Override
    public List<Resource> listResources(DiscoveryContext context) {
        if (type.equals(UNLISTED)) {
            throw new IllegalStateException("the dongle is missing");
        }
        return type.equals(LISTLESS) ? null : List.of();
    }

    @Override
    public Optional<Resource> showResource(DiscoveryContext context, String id) {
        Resource shown = Resource.of(type, id, id);
        return answer("show", shown, Optional.of(shown));
    }

    @Override
    public List<Resource> getDependentResources(DiscoveryContext context, Resource parent) {
        Optional<Resource> dependent = Optional.ofNullable(DEPENDENTS.get(parent.id())).filter(found -> found.type().equals(type));
        List<Resource> found = dependent.stream().toList();
        // One of them is wrong, so that there is one sentence.
        return type.equals(THING) ? answer("dependents", parent, found) : found;
    }
}
