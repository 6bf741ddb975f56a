package org.redoubt.engine.undo;

/** Who looks after the steps of an operation when its ledger is handed over. Thread-safe, and quick. */
public interface Heir {
    /** A hook that may have come late has ended: steps that rested are open again. */
    void returned();

    /** A step took so long to record that nobody waits for it any more: what it is about was not done, and never will be. */
    void unwanted(OpenStep step);

    /** Nobody: of what is over nothing comes any more. */
    static Heir nobody() {
        return new Heir() {
            @Override
            public void returned() {
                // Whoever comes next finds what it has left.
            }

            @Override
            public void unwanted(OpenStep step) {
                // No hook is left that could register one.
            }
        };
    }
}
