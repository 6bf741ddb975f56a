package org.redoubt.plugin.server;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.Schema;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.protection.RestoredResource;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.server.Server;
import org.redoubt.api.server.ServerDriver;

/**
 * Makes a server again out of its restored volumes. One that is still there, and whose volumes came back to where they were, is left as it
 * is.
 */
final class RestoreServer implements Operation<RestoreContext> {
    static final String REMOVE = "remove";
    static final String DRIVER = "driver";
    static final String ID = "id";
    static final Schema SCHEMA = Schema.parse("""
            {"type": "object", "additionalProperties": false, "properties": {
              "name": {"type": "string", "minLength": 1, "maxLength": 100, "title": "Name",
                "description": "The name of the restored server; without it the old one, numbered if it is taken."}}}
            """);

    private final Servers servers;

    RestoreServer(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Set<Hook> hooks() {
        return EnumSet.of(Hook.COMPLETE);
    }

    @Override
    public List<Problem> onCheck(Checkpoint checkpoint, Resource resource, RestoreContext context, Parameters parameters) throws Exception {
        List<Problem> problems = new ArrayList<>();
        SavedServer saved = SavedServer.of(context.section());
        if (servers.driver(saved.driver()).isEmpty()) {
            problems.add(missingDriver(saved));
        }
        Optional<String> name = parameters.string("name");
        if (name.isPresent() && servers.find(name.get()).isPresent()) {
            problems.add(Problem.of(ProblemKind.EXISTS, "There is a server \"" + name.get() + "\" already.").hint("Choose another name."));
        }
        return problems;
    }

    @Override
    public List<PlannedAction> plan(Checkpoint checkpoint, Resource resource, RestoreContext context, Parameters parameters) throws Exception {
        SavedServer saved = SavedServer.of(context.section());
        boolean there = context.target().isEmpty() && parameters.string("name").isEmpty() && servers.find(saved.server().id()).isPresent();
        return List.of(there ? new PlannedAction("skip", saved.server().name(), "It is there.")
                : new PlannedAction("create", name(saved, context, parameters), ""));
    }

    @Override
    public void onComplete(Checkpoint checkpoint, Resource resource, RestoreContext context, Parameters parameters) throws Exception {
        SavedServer saved = SavedServer.of(context.section());
        Map<ResourceRef, Resource> volumes = volumes(saved, context);
        Optional<Servers.Known> there = servers.find(saved.server().id());
        if (parameters.string("name").isEmpty() && there.isPresent() && unmoved(volumes)) {
            context.restored(resource, resource.name(), JsonObject.empty());
            return;
        }
        ServerDriver driver = servers.driver(saved.driver()).orElseThrow(() -> new RedoubtException(missingDriver(saved)));
        String name = name(saved, context, parameters);
        context.checkCancelled();
        // A server of this driver is known by the name that it gets.
        context.undo().register(UndoSpec.of(REMOVE).product().arg(DRIVER, driver.name()).arg(ID, name));
        Server fresh = driver.restore(saved.server(), name, volumes);
        context.restored(Resource.of(resource.type(), fresh.id(), fresh.name()).extraInfo(resource.extraInfo().toBuilder()
                .put("volumes", fresh.volumes().stream().map(volume -> volume.ref().toString()).toList()).build()),
                fresh.name(), JsonObject.empty());
    }

    private static Map<ResourceRef, Resource> volumes(SavedServer saved, RestoreContext context) throws RedoubtException {
        Map<ResourceRef, Resource> volumes = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (Resource volume : saved.server().volumes()) {
            Optional<RestoredResource> restored = context.restored(volume.ref());
            restored.ifPresent(fresh -> volumes.put(volume.ref(), fresh.resource()));
            if (restored.isEmpty()) {
                missing.add(volume.id());
            }
        }
        if (!missing.isEmpty()) {
            throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, "The server \"" + saved.server().name()
                    + "\" cannot be made again without all of its volumes; these were not restored: " + String.join(", ", missing) + ".")
                    .hint("Restore them together with it."));
        }
        return volumes;
    }

    private static boolean unmoved(Map<ResourceRef, Resource> volumes) {
        return volumes.entrySet().stream().allMatch(volume -> volume.getKey().equals(volume.getValue().ref()));
    }

    private String name(SavedServer saved, RestoreContext context, Parameters parameters) throws Exception {
        if (parameters.string("name").isPresent()) {
            return parameters.string("name").get();
        }
        String wanted = context.target().map(RestoreTarget::name).orElse(saved.server().name());
        String name = wanted;
        for (int number = 2; servers.find(name).isPresent(); number++) {
            name = wanted + "-" + number;
        }
        return name;
    }

    private static Problem missingDriver(SavedServer saved) {
        return Problem.of(ProblemKind.UNSUPPORTED, "The server \"" + saved.server().name() + "\" was protected by the driver \"" + saved.driver()
                + "\", which is not here.").hint("Install the plugin that brings it.");
    }
}
