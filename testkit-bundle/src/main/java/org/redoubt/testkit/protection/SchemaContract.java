package org.redoubt.testkit.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.JsonString;
import org.redoubt.api.json.Schema;

/** What a plugin publishes of its parameters are schemas of objects. */
public interface SchemaContract extends PluginUnderTest {

    /** The schemas of the sample's type, by what they are for. */
    private Map<String, Schema> schemas() throws Exception {
        String type = sample().type();
        Map<String, Schema> all = new LinkedHashMap<>();
        all.put("options", plugin().getOptionsSchema(type));
        all.put("restore", plugin().getRestoreSchema(type));
        all.put("verify", plugin().getVerifySchema(type));
        all.put("copy", plugin().getCopySchema(type));
        all.put("delete", plugin().getDeleteSchema(type));
        all.put("saved info", plugin().getSavedInfoSchema(type));
        return all;
    }

    /** Whether an object has what its schema requires, and nothing that it forbids; what the members hold is not looked into. */
    default void assertDescribed(JsonObject object, JsonObject schema) {
        Map<String, Json> described = schema.object("properties").orElse(JsonObject.empty()).members();
        boolean open = schema.flag("additionalProperties").orElse(true);
        object.members().keySet().forEach(name -> assertTrue(open || described.containsKey(name), () -> "The member " + name + " is not described by the schema."));
        for (Json required : schema.array("required")) {
            String name = assertInstanceOf(JsonString.class, required).value();
            assertTrue(object.members().containsKey(name), () -> "The member " + name + ", which the schema requires, is missing.");
        }
    }

    /** Each is there, always the same, and a JSON text that says what an object looks like. */
    @Test
    default void everySchemaDescribesAnObject() throws Exception {
        Map<String, Schema> again = schemas();
        for (Map.Entry<String, Schema> each : schemas().entrySet()) {
            String name = "The schema of " + each.getKey();
            assertNotNull(each.getValue(), name);
            JsonObject schema = each.getValue().json();
            assertEquals(again.get(each.getKey()), each.getValue(), () -> name + " is always the same.");
            assertEquals(schema, Json.parseObject(schema.toString()), () -> name + " is a JSON text.");
            assertEquals("object", schema.string("type").orElse("object"), () -> name + " is about an object.");
        }
    }

    /** The members are described by objects; what is required is described; secrets are strings. */
    @Test
    default void everyMemberIsDescribed() throws Exception {
        for (Map.Entry<String, Schema> each : schemas().entrySet()) {
            JsonObject schema = each.getValue().json();
            JsonObject members = schema.object("properties").orElse(JsonObject.empty());
            for (Map.Entry<String, Json> member : members.members().entrySet()) {
                String name = "The member " + member.getKey() + " of the schema of " + each.getKey();
                JsonObject description = assertInstanceOf(JsonObject.class, member.getValue(), name);
                if (description.flag("x-redoubt-secret").orElse(false)) {
                    assertEquals("string", description.string("type").orElse(""), () -> name + " is a reference to a secret.");
                    assertTrue(description.string("default").isEmpty(), () -> name + " has a default, which no secret may have.");
                }
            }
            for (Json required : schema.array("required")) {
                String name = assertInstanceOf(JsonString.class, required).value();
                assertTrue(members.members().containsKey(name), () -> "The schema of " + each.getKey() + " requires " + name + " unseen.");
            }
        }
    }
}
