package org.example.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;
import org.redoubt.api.json.Schema;
import org.redoubt.api.protection.DataFormat;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.ResourceType;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;

/** Protects files of settings; the id of one is its path. */
@Component
@ResourceType(SettingsPlugin.TYPE)
@DataFormat
public final class SettingsPlugin implements ProtectionPlugin {
    static final String TYPE = "Example::Settings";
    static final String DROP = "drop";
    static final String REMOVE = "remove";

    private final ProtectSettings protect = new ProtectSettings();
    private final RestoreSettings restore = new RestoreSettings();

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource resource) {
        return protect;
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource resource) {
        return restore;
    }

    @Override
    public Schema getOptionsSchema(String type) {
        return ProtectSettings.OPTIONS;
    }

    @Override
    public UndoResult undo(UndoStep step, UndoContext context) throws Exception {
        Path path = Path.of(step.arg("path"));
        return switch (step.spec().name()) {
            case DROP -> Files.deleteIfExists(path) ? UndoResult.done() : UndoResult.nothing();
            // What somebody else has put there, or changed since, is not ours to remove.
            case REMOVE -> Contents.is(path, step.arg("sha256")) && Files.deleteIfExists(path) ? UndoResult.done() : UndoResult.nothing();
            default -> UndoResult.cannot("This version does not know the step " + step.spec().name() + ".");
        };
    }
}
