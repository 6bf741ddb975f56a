package org.redoubt.engine.parameter;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonBoolean;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonNull;
import org.redoubt.api.json.JsonNumber;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.JsonString;

/** A value as the validator wants to see it. Equality is by the value alone, as the validator compares values by it. */
final class SchemaNode implements JsonNode {
    private final Json value;
    private final String pointer;

    private SchemaNode(Json value, String pointer) {
        this.value = value;
        this.pointer = pointer;
    }

    static SchemaNode of(Json value) {
        return new SchemaNode(value, "");
    }

    /** Makes nodes; the validator reads the text of its own meta-schemas with it. */
    static JsonNodeFactory factory() {
        return new JsonNodeFactory() {
            @Override
            public JsonNode wrap(Object node) {
                return node instanceof JsonNode known ? known : of((Json) node);
            }

            @Override
            public JsonNode create(String text) {
                try {
                    return of(Json.parse(text));
                } catch (JsonException e) {
                    throw new IllegalArgumentException(e.getMessage(), e);
                }
            }
        };
    }

    @Override
    public String getJsonPointer() {
        return pointer;
    }

    @Override
    public SimpleType getNodeType() {
        return switch (value) {
            case JsonObject object -> SimpleType.OBJECT;
            case JsonArray array -> SimpleType.ARRAY;
            case JsonString text -> SimpleType.STRING;
            case JsonNumber number -> number.value().scale() <= 0 ? SimpleType.INTEGER : SimpleType.NUMBER;
            case JsonBoolean flag -> SimpleType.BOOLEAN;
            case JsonNull nothing -> SimpleType.NULL;
        };
    }

    @Override
    public boolean asBoolean() {
        return ((JsonBoolean) value).value();
    }

    @Override
    public String asString() {
        return value instanceof JsonString text ? text.value() : value.toString();
    }

    @Override
    public BigInteger asInteger() {
        return asNumber().toBigInteger();
    }

    @Override
    public BigDecimal asNumber() {
        BigDecimal number = ((JsonNumber) value).value();
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    @Override
    public List<JsonNode> asArray() {
        List<JsonNode> nodes = new ArrayList<>();
        for (Json element : ((JsonArray) value).elements()) {
            nodes.add(new SchemaNode(element, pointer + "/" + nodes.size()));
        }
        return nodes;
    }

    @Override
    public Map<String, JsonNode> asObject() {
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        ((JsonObject) value).members().forEach((name, member) ->
                nodes.put(name, new SchemaNode(member, pointer + "/" + JsonNode.encodeJsonPointer(name))));
        return nodes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SchemaNode that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
