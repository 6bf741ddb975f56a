package org.redoubt.shell.usage;

import java.util.Optional;

/**
 * An option of a command.
 *
 * @param name with its two hyphens
 * @param value what stands for its value in the help; empty for a flag
 * @param required whether the command cannot do without it
 * @param help what it does, in a few words
 */
public record Option(String name, Optional<String> value, boolean required, String help) {

    /** How the help shows it. */
    public String synopsis() {
        return value.map(word -> name + " " + word).orElse(name);
    }
}
