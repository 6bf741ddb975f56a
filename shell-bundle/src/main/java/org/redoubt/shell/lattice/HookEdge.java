package org.redoubt.shell.lattice;

import java.util.Locale;

/**
 * One hook has to end before another begins.
 *
 * @param from the one that comes first
 * @param to the one that comes after it
 * @param colour the rule that says so
 */
record HookEdge(HookNode from, HookNode to, Colour colour) {

    /** The six rules of the lattice, with the colours they are drawn in. */
    enum Colour {
        GREEN("#2e8b57", "prepareBegin of a parent before that of its children"),
        INDIGO("#4b0082", "prepareBegin before prepareFinish"),
        PURPLE("#a020f0", "prepareFinish of the children before that of their parent"),
        YELLOW("#d4a800", "prepareFinish before main"),
        RED("#d62728", "main before complete"),
        BLACK("#222222", "complete of the children before that of their parent");

        private final String paint;
        private final String rule;

        Colour(String paint, String rule) {
            this.paint = paint;
            this.rule = rule;
        }

        String paint() {
            return paint;
        }

        String rule() {
            return rule;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
