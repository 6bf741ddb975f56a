package org.redoubt.vault.chunk;

import org.redoubt.vault.wire.FormatException;

/** What a pack holds. Metadata stands apart, so that it can stay at hand where data may go to cold storage. */
public enum Area {
    /** Chunks of streams and files. */
    DATA('d'),
    /** Nodes and roots that say what streams and trees consist of. */
    METADATA('m');

    private final char letter;

    Area(char letter) {
        this.letter = letter;
    }

    /** The letter in keys and runs. */
    public char letter() {
        return letter;
    }

    /** The area of a letter. */
    public static Area of(int letter) throws FormatException {
        for (Area area : values()) {
            if (area.letter == letter) {
                return area;
            }
        }
        throw new FormatException("it names an unknown area");
    }
}
