package org.redoubt.api.service;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.Resource;

/** A step of an operation that is still to be taken back, as it was at one instant. Immutable. */
@ProviderType
public interface UndoStepView {
    /** Its id. */
    String id();

    /** What it is called by the plugin that registered it. */
    String name();

    /** What it was registered with; never a secret. */
    Map<String, String> arguments();

    /** The resource that it belongs to. */
    Resource resource();

    /** The symbolic name of the plugin that registered it. */
    String plugin();

    /** The version of that plugin. */
    String pluginVersion();

    /** Whether it waits for nothing else, such as a thaw. */
    boolean urgent();

    /** How often it has been tried. */
    int attempts();

    /** Why it could not be taken back when it was tried last; empty if it was not tried. */
    Optional<String> reason();

    /** One sentence on what is missing, if no plugin is there that could take it back now. */
    Optional<String> missing();

    /** All of this as a document. */
    JsonObject toJson();
}
