package org.redoubt.api.protection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What a step is. Immutable. Arguments are texts that another process can act on; never secrets. */
public final class UndoSpec {
    /** How long a step is kept. */
    public enum Scope {
        /** Taken back whenever the operation stops, for whatever reason: a freeze, a snapshot, a temporary file. */
        TRANSIENT,
        /** What a restore makes: kept at success for a later undo, taken back at failure. */
        PRODUCT
    }

    private final String name;
    private final Map<String, String> arguments;
    private final Scope scope;
    private final boolean urgent;
    private final int format;

    private UndoSpec(String name, Map<String, String> arguments, Scope scope, boolean urgent, int format) {
        this.name = Objects.requireNonNull(name);
        this.arguments = Collections.unmodifiableMap(arguments);
        this.scope = scope;
        this.urgent = urgent;
        this.format = format;
    }

    /**
     * A transient step that is not urgent.
     *
     * @param name the plugin's word for what is done to take it back, such as {@code thaw}
     */
    public static UndoSpec of(String name) {
        return new UndoSpec(name, Map.of(), Scope.TRANSIENT, false, 1);
    }

    /** This step with an argument. */
    public UndoSpec arg(String key, String value) {
        Map<String, String> copy = new LinkedHashMap<>(arguments);
        copy.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
        return new UndoSpec(name, copy, scope, urgent, format);
    }

    /** This step as one that is taken back first, at once, waiting for nobody: a thaw. */
    public UndoSpec urgent() {
        return new UndoSpec(name, arguments, scope, true, format);
    }

    /** This step as the taking back of something that a restore makes. */
    public UndoSpec product() {
        return new UndoSpec(name, arguments, Scope.PRODUCT, urgent, format);
    }

    /** This step with the version of the form of its arguments; 1 if nothing is said. Who understands it says {@link UndoFormats}. */
    public UndoSpec format(int version) {
        return new UndoSpec(name, arguments, scope, urgent, version);
    }

    /** The plugin's word. */
    public String name() {
        return name;
    }

    /** Its arguments. */
    public Map<String, String> arguments() {
        return arguments;
    }

    /** How long it is kept. */
    public Scope scope() {
        return scope;
    }

    /** Whether it is taken back first. */
    public boolean isUrgent() {
        return urgent;
    }

    /** The version of the form of its arguments. */
    public int format() {
        return format;
    }
}
