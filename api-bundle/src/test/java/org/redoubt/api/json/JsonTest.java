package org.redoubt.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @RepeatedTest(200)
    void whatIsWrittenIsReadBackWhateverItIs(RepetitionInfo repetition) throws JsonException {
        Json value = random(new Random(repetition.getCurrentRepetition()), 4);
        assertEquals(value, Json.parse(value.toString()));
        assertEquals(value, Json.parse(value.toPrettyString()));
    }

    private static Json random(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> Json.of(text(random));
            case 1 -> new JsonNumber(new BigDecimal(random.nextLong()).movePointLeft(random.nextInt(30) - 10));
            case 2 -> Json.of(random.nextBoolean());
            case 3 -> JsonNull.NULL;
            case 4 -> {
                List<Json> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(random(random, depth - 1));
                }
                yield new JsonArray(elements);
            }
            default -> {
                Map<String, Json> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put(text(random), random(random, depth - 1));
                }
                yield new JsonObject(members);
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) switch (random.nextInt(4)) {
                case 0 -> random.nextInt(0x20);
                case 1 -> 0xd800 + random.nextInt(0x800);
                case 2 -> "\"\\/\u007f".charAt(random.nextInt(4));
                default -> random.nextInt(0x10000);
            });
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,]", "{\"a\":1,}", "{'a':1}", "01", "1.", ".5", "+1", "1e", "nul", "\"\\x\"", "\"\\u12g4\"", "\"a\nb\"",
        "[1] 2", "{\"a\":1,\"a\":2}", "NaN", "\"\\uD8\"", "1e99999999"})
    void whatIsNotJsonIsRefusedWithThePlace(String text) {
        assertTrue(assertThrows(JsonException.class, () -> Json.parse(text)).getMessage().contains(" at line "));
    }

    @Test
    void theLineAndColumnOfAMistakeAreTold() {
        JsonException wrong = assertThrows(JsonException.class, () -> Json.parse("{\n  \"a\": x\n}"));
        assertTrue(wrong.getMessage().contains("line 2, column 8"), wrong.getMessage());
    }

    @Test
    void aTextThatIsNestedTooDeepIsRefusedInsteadOfOverflowingTheStack() {
        assertThrows(JsonException.class, () -> Json.parse("[".repeat(1_000_000)));
    }

    @Test
    void aNumberIsALongOnlyIfItIsWholeAndFits() {
        assertEquals(OptionalLong.of(100), number("1e2"));
        assertEquals(OptionalLong.empty(), number("1.5"));
        assertEquals(OptionalLong.empty(), number("9223372036854775808"));
        assertEquals(OptionalLong.of(Long.MIN_VALUE), number("-9223372036854775808"));
    }

    private static OptionalLong number(String text) {
        try {
            return ((JsonNumber) Json.parse(text)).asLong();
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }
}
