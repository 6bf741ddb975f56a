package org.redoubt.api.protection;

import java.util.Locale;

/**
 * The four hooks of an operation. For a resource they run in this order; between resources the lattice orders them:
 * <ul>
 * <li>{@code prepareBegin} of a parent before that of its children,
 * <li>{@code prepareFinish} of the children before that of their parent,
 * <li>{@code complete} of the children before that of their parent,
 * <li>mains in no order, also while a parent still prepares.
 * </ul>
 * The order is that of OpenStack Karbor's protection plugins.
 */
public enum Hook {
    /** Short: brings a resource to rest before its dependents. */
    PREPARE_BEGIN,
    /** Short: takes what has to be taken at rest, and ends the rest after all dependents have. */
    PREPARE_FINISH,
    /** Long: moves the bulk. */
    MAIN,
    /** Cleans up and closes, after all dependents have. */
    COMPLETE;

    /** Whether this is one of the two short, time-critical hooks. */
    public boolean isPrepare() {
        return this == PREPARE_BEGIN || this == PREPARE_FINISH;
    }

    /** The hook as it is written: {@code prepareBegin}, {@code prepareFinish}, {@code main}, {@code complete}. */
    public String word() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_");
        return words.length == 1 ? words[0] : words[0] + Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1);
    }
}
