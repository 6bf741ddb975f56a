package org.redoubt.api.os;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A named piece of metadata: a {@code user.*}, {@code trusted.*} or {@code security.*} attribute, or an access control list.
 * Names are bytes like those of files, with their namespace in front. Immutable; equal if name and value are.
 */
public final class ExtendedAttribute {

    private final byte[] name;
    private final byte[] value;

    private ExtendedAttribute(byte[] name, byte[] value) {
        this.name = name;
        this.value = value;
    }

    /**
     * Makes an attribute.
     *
     * @param name the name with its namespace
     * @param value the value, possibly empty
     * @return the attribute
     * @throws IllegalArgumentException if the name is empty or holds a NUL
     */
    public static ExtendedAttribute of(byte[] name, byte[] value) {
        if (name.length == 0) {
            throw new IllegalArgumentException("the name of an extended attribute is empty");
        }
        for (byte b : name) {
            if (b == 0) {
                throw new IllegalArgumentException("the name of an extended attribute holds a NUL");
            }
        }
        return new ExtendedAttribute(name.clone(), value.clone());
    }

    /**
     * Makes an attribute whose name is text.
     *
     * @param name the name with its namespace, stored as UTF-8
     * @param value the value, possibly empty
     * @return the attribute
     * @throws IllegalArgumentException if the name is empty or holds a NUL
     */
    public static ExtendedAttribute of(String name, byte[] value) {
        return of(name.getBytes(StandardCharsets.UTF_8), value);
    }

    /**
     * The name with its namespace.
     *
     * @return a new array
     */
    public byte[] name() {
        return name.clone();
    }

    /**
     * The value.
     *
     * @return a new array
     */
    public byte[] value() {
        return value.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtendedAttribute that && Arrays.equals(name, that.name) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(name) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return FileNames.display(name) + " (" + value.length + " bytes)";
    }
}
