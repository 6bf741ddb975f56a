package org.redoubt.api.vault;

import java.util.Objects;

/** The name of a committed stream or tree within a vault. Opaque; equality is by value. */
public final class DataId {
    private final String text;

    private DataId(String text) {
        this.text = text;
    }

    /**
     * The id with that text, as it stands in a document.
     *
     * @param text what {@link #toString()} gave
     * @return the id
     */
    public static DataId of(String text) {
        return new DataId(Objects.requireNonNull(text));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataId that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
