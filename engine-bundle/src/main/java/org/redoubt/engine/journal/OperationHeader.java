package org.redoubt.engine.journal;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.JsonString;
import org.redoubt.api.service.OperationRequest;

/**
 * What is recorded of an operation besides how it stands.
 *
 * @param caller for whom
 * @param request what was asked for
 * @param writers by type, which plugin handles its resources, in which version and format
 * @param fate what becomes of what it has made
 * @param delivered the number of the last step of what an earlier run has made, and has ended with; 0 if there is nothing. It stays until somebody
 *         asks for its undo, as whoever restored it has it in use
 */
public record OperationHeader(Caller caller, OperationRequest request, Map<String, String> writers, Fate fate, long delivered) {
    private static final int VERSION = 1;

    /** The same operation, to be taken back. */
    public OperationHeader toUndo() {
        return with(Fate.UNDONE);
    }

    /** The same operation, of which nothing counts as done any more. */
    public OperationHeader toRevoke() {
        return undoing() ? this : with(Fate.REVOKED);
    }

    /** The same operation, ended with what it has made. */
    public OperationHeader toKeep() {
        return with(Fate.KEPT);
    }

    private OperationHeader with(Fate next) {
        return new OperationHeader(caller, request, writers, next, delivered);
    }

    /** Whether all of it is to be taken back, because somebody asked for that. */
    public boolean undoing() {
        return fate == Fate.UNDONE;
    }

    /** Whether nothing of it counts as done any more. */
    public boolean revoking() {
        return undoing() || fate == Fate.REVOKED;
    }

    /** Whether what it has made stays, now that it has ended. */
    public boolean keeping() {
        return fate == Fate.KEPT;
    }

    /** The whole document of an operation that stands as a view says. */
    public JsonObject toJson(JsonObject view) {
        JsonObject.Builder who = JsonObject.builder().put("principal", caller.principal()).put("project", caller.project().value())
                .put("roles", caller.roles().stream().sorted().toList());
        caller.credentials().ifPresent(reference -> who.put("credentials", reference));
        JsonObject.Builder handlers = JsonObject.builder();
        writers.forEach(handlers::put);
        return JsonObject.builder().put("formatVersion", VERSION).put("caller", who.build()).put("request", RequestDocument.toJson(request))
                .put("writers", handlers.build()).put("undoing", undoing()).put("revoking", revoking()).put("keeping", keeping())
                .put("delivered", delivered).put("operation", view).build();
    }

    /** Whether this is what another request asks for, too. */
    public boolean asksFor(OperationRequest other) {
        return RequestDocument.toJson(request).equals(RequestDocument.toJson(other));
    }

    /** How the operation stands, as a document says. */
    public static JsonObject view(JsonObject document) {
        return document.object("operation").orElseThrow(() -> new IllegalArgumentException("a record without an operation"));
    }

    /**
     * The reverse.
     *
     * @throws IllegalArgumentException if it makes no sense to this version
     */
    public static OperationHeader fromJson(JsonObject document) {
        if (document.number("formatVersion").orElse(0) != VERSION) {
            throw new IllegalArgumentException("a record of another format");
        }
        JsonObject who = document.object("caller").orElse(JsonObject.empty());
        Set<String> roles = new LinkedHashSet<>();
        for (Json role : who.array("roles")) {
            if (role instanceof JsonString name) {
                roles.add(name.value());
            }
        }
        Caller caller = Caller.of(who.string("principal").orElse(""), new ProjectId(who.string("project").orElse("default"))).roles(roles);
        return new OperationHeader(who.string("credentials").map(caller::credentials).orElse(caller),
                RequestDocument.fromJson(document.object("request").orElse(JsonObject.empty())), writers(document), fate(document),
                document.number("delivered").orElse(0));
    }

    private static Fate fate(JsonObject document) {
        if (document.flag("undoing").orElse(false)) {
            return Fate.UNDONE;
        }
        if (document.flag("keeping").orElse(false)) {
            return Fate.KEPT;
        }
        // A record that does not say so may be of one that was taken back in part.
        return document.flag("revoking").orElse(true) ? Fate.REVOKED : Fate.COUNTS;
    }

    private static Map<String, String> writers(JsonObject document) {
        Map<String, String> writers = new TreeMap<>();
        document.object("writers").orElse(JsonObject.empty()).members().forEach((type, writer) ->
                writers.put(type, writer instanceof JsonString name ? name.value() : writer.toString()));
        return writers;
    }
}
