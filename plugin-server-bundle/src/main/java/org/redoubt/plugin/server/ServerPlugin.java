package org.redoubt.plugin.server;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.Schema;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.DataFormat;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.ResourceType;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoFormats;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.protection.VerifyContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.server.Server;
import org.redoubt.api.server.ServerDriver;

/** Protects servers: brings them to rest while their volumes are taken, and makes them again out of restored volumes. */
@Component
@ResourceType(ServerPlugin.TYPE)
@DataFormat
@UndoFormats(1)
public final class ServerPlugin implements ProtectionPlugin {
    /** The type of all servers. */
    static final String TYPE = "Host::Server";
    private static final Schema SAVED = Schema.parse("""
            {"type": "object", "properties": {
              "driver": {"type": "string"}, "name": {"type": "string"},
              "volumes": {"type": "array", "items": {"type": "string"}}, "description": {"type": "object"}}}
            """);

    private final Servers servers;
    private final Operation<ProtectContext> protect;
    private final Operation<RestoreContext> restore;
    private final Operation<VerifyContext> verify = new VerifyServer();

    /**
     * @param servers all servers
     */
    @Activate
    public ServerPlugin(@Reference Servers servers) {
        this.servers = servers;
        protect = new ProtectServer(servers);
        restore = new RestoreServer(servers);
    }

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource resource) {
        return protect;
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource resource) {
        return restore;
    }

    @Override
    public Operation<VerifyContext> getVerifyOperation(Resource resource) {
        return verify;
    }

    @Override
    public Schema getOptionsSchema(String type) {
        return FreezeOptions.SCHEMA;
    }

    @Override
    public Schema getRestoreSchema(String type) {
        return RestoreServer.SCHEMA;
    }

    @Override
    public Schema getSavedInfoSchema(String type) {
        return SAVED;
    }

    @Override
    public JsonObject getSavedInfo(ResourceSection section, Resource resource) throws RedoubtException {
        SavedServer saved = SavedServer.of(section);
        return JsonObject.builder().put("driver", saved.driver()).put("name", saved.server().name())
                .put("volumes", saved.server().volumes().stream().map(volume -> volume.ref().toString()).toList())
                .put("description", saved.server().description()).build();
    }

    @Override
    public UndoResult undo(UndoStep step, UndoContext context) throws Exception {
        return switch (step.spec().name()) {
            case ProtectServer.THAW -> thaw(step);
            case RestoreServer.REMOVE -> remove(step);
            default -> UndoResult.cannot("This version does not know how to undo \"" + step.spec().name() + "\".");
        };
    }

    private UndoResult thaw(UndoStep step) throws Exception {
        SavedServer saved = SavedServer.parse(step.arg(ProtectServer.SERVER));
        Optional<ServerDriver> driver = servers.driver(saved.driver());
        if (driver.isEmpty()) {
            return UndoResult.retry("The driver \"" + saved.driver() + "\" is not here.");
        }
        Server server = saved.server();
        return driver.get().thaw(server, step.arg(ProtectServer.TOKEN)).wasFrozen() ? UndoResult.done() : UndoResult.nothing();
    }

    private UndoResult remove(UndoStep step) throws Exception {
        Optional<ServerDriver> driver = servers.driver(step.arg(RestoreServer.DRIVER));
        if (driver.isEmpty()) {
            return UndoResult.retry("The driver \"" + step.arg(RestoreServer.DRIVER) + "\" is not here.");
        }
        driver.get().remove(step.arg(RestoreServer.ID));
        return UndoResult.done();
    }
}
