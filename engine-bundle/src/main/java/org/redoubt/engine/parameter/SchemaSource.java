package org.redoubt.engine.parameter;

import org.redoubt.api.json.Schema;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectionPlugin;

/** Where the schema of the parameters of a type comes from. */
@FunctionalInterface
public interface SchemaSource {

    /**
     * The schema of a type.
     *
     * @throws Exception whatever the plugin throws; it becomes a problem of the plugin, as {@code null} does
     */
    Schema schema(String type) throws Exception;

    /** The schema that a plugin has for the parameters of an operation. */
    static Schema of(ProtectionPlugin plugin, OperationType operation, String type) {
        return switch (operation) {
            case PROTECT -> plugin.getOptionsSchema(type);
            case RESTORE -> plugin.getRestoreSchema(type);
            case VERIFY -> plugin.getVerifySchema(type);
            case COPY -> plugin.getCopySchema(type);
            case DELETE -> plugin.getDeleteSchema(type);
        };
    }
}
