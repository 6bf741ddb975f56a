package org.redoubt.vault.manifest;

/** What the leaves of a tree of nodes hold. */
public enum NodeType {
    /** Pieces of a stream. */
    PIECES('p'),
    /** Entries of a directory tree. */
    ENTRIES('e');

    private final char letter;

    NodeType(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }
}
