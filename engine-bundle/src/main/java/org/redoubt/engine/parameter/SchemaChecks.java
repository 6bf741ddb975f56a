package org.redoubt.engine.parameter;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.json.Schema;

/** The checks of the schemas that were used last. Making one costs a hundred times more than using it. Thread-safe. */
final class SchemaChecks {
    private static final int MOST = 64;

    private final Map<Schema, SchemaCheck> made = new ConcurrentHashMap<>();

    SchemaCheck of(Schema schema) throws BrokenSchemaException {
        SchemaCheck known = made.get(schema);
        if (known != null) {
            return known;
        }
        SchemaCheck fresh = new SchemaCheck(schema);
        if (made.size() >= MOST) {
            made.clear();
        }
        made.put(schema, fresh);
        return fresh;
    }
}
