package org.redoubt.api.json;

import java.math.BigDecimal;
import java.util.OptionalLong;

/**
 * A JSON number, exact. Numbers of the same value are equal however they were written.
 *
 * @param value the number, without trailing zeros
 */
public record JsonNumber(BigDecimal value) implements Json {
    /** Strips trailing zeros. */
    public JsonNumber {
        value = value.stripTrailingZeros();
    }

    /** A whole number. */
    public static JsonNumber of(long number) {
        return new JsonNumber(BigDecimal.valueOf(number));
    }

    /** The number, if it is whole and fits. */
    public OptionalLong asLong() {
        if (value.scale() > 0 || value.precision() - value.scale() > 19) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(value.longValueExact());
        } catch (ArithmeticException tooLarge) {
            return OptionalLong.empty();
        }
    }

    @Override
    public String toString() {
        return JsonWriter.compact(this);
    }
}
