package org.redoubt.launcher;

/** Which bundles start before which others. */
final class StartLevels {
    /** What everything else stands on: components, configuration, the command processor. */
    static final int BASE = 1;
    /** Configuration is read from {@code etc} before any component asks for it. */
    static final int CONFIGURATION = 2;
    /** The bundles of the project. */
    static final int REDOUBT = 3;
    /** What only a person at a shell needs. */
    static final int SHELL = 4;

    private StartLevels() {
    }

    static int of(String symbolicName) {
        if (symbolicName.equals("org.apache.felix.gogo.shell") || symbolicName.equals("org.apache.felix.gogo.command")) {
            return SHELL;
        }
        if (symbolicName.equals("org.apache.felix.fileinstall")) {
            return CONFIGURATION;
        }
        return symbolicName.startsWith("org.redoubt.") ? REDOUBT : BASE;
    }
}
