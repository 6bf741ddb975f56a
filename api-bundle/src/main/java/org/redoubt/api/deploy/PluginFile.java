package org.redoubt.api.deploy;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.redoubt.api.json.JsonObject;

/**
 * A jar in the folder of plugins, or one that was there and is still in use. Immutable.
 *
 * @param file the name of the file
 * @param state how far it is
 * @param name the symbolic name of its bundle, if it is one
 * @param version the version of its bundle, if it is one
 * @param bundleId the number of its bundle, if it is installed
 * @param reason one sentence that says why it is not active, or what is wrong although it is; empty if all is well
 */
public record PluginFile(String file, State state, Optional<String> name, Optional<String> version, OptionalLong bundleId,
        String reason) {
    /** How far a file is. The set is open. */
    public enum State {
        /** Its bundle runs. */
        ACTIVE,
        /** It is not whole yet, or needs something that is not there yet. */
        WAITING,
        /** It is out of use for new operations and goes when the last one that uses it has ended. */
        DRAINING,
        /** It cannot be used. */
        FAILED;

        /** The state as it is written. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that all is there. */
    public PluginFile {
        Objects.requireNonNull(file);
        Objects.requireNonNull(state);
        Objects.requireNonNull(name);
        Objects.requireNonNull(version);
        Objects.requireNonNull(bundleId);
        Objects.requireNonNull(reason);
    }

    /** All of this as a document. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("file", file).put("state", state.word());
        name.ifPresent(text -> json.put("name", text));
        version.ifPresent(text -> json.put("version", text));
        bundleId.ifPresent(number -> json.put("bundleId", number));
        return json.put("reason", reason).build();
    }
}
