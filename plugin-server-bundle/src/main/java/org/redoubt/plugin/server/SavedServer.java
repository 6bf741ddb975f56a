package org.redoubt.plugin.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.server.Server;

/**
 * A server as a document: in checkpoints, and in undo steps, which have to work also when its declaration is gone.
 *
 * @param driver the name of its driver
 * @param server the server
 */
record SavedServer(String driver, Server server) {
    static final String DOCUMENT = "server";
    private static final int FORMAT = 1;
    /** What a resource may keep for its later hooks is 64 KiB; the rest is for the freeze. */
    private static final int LARGEST = 60 << 10;

    JsonObject toJson() {
        return JsonObject.builder().put("formatVersion", FORMAT).put("driver", driver).put("id", server.id()).put("name", server.name())
                .put("volumes", JsonArray.of(server.volumes().stream().map(Resource::toJson).toList()))
                .put("description", server.description()).build();
    }

    static SavedServer parse(String text) throws RedoubtException {
        try {
            return read(Json.parseObject(text));
        } catch (JsonException e) {
            throw damaged();
        }
    }

    static SavedServer read(JsonObject json) throws RedoubtException {
        long version = json.number("formatVersion").orElse(0);
        if (version > FORMAT) {
            throw new RedoubtException(Problem.of(ProblemKind.UNSUPPORTED, "The server was saved in format " + version
                    + ", and this plugin reads no later one than " + FORMAT + ".").hint("Use a later version of the plugin of servers."));
        }
        Optional<String> driver = json.string("driver");
        Optional<String> id = json.string("id");
        Optional<JsonObject> description = json.object("description");
        if (version != FORMAT || driver.isEmpty() || id.isEmpty() || description.isEmpty()) {
            throw damaged();
        }
        return new SavedServer(driver.get(), Server.of(id.get(), json.string("name").orElse(id.get()), volumes(json), description.get()));
    }

    /** Why it cannot be kept between the hooks of an operation; empty if it can. */
    Optional<Problem> tooLarge() {
        int size = toJson().toString().length();
        return size <= LARGEST ? Optional.empty() : Optional.of(Problem.of(ProblemKind.INVALID, "The server \"" + server.name() + "\" with its "
                + server.volumes().size() + " volumes takes " + (size >> 10) + " KiB to describe, and no more than " + (LARGEST >> 10)
                + " KiB can be kept between freeze and thaw.").hint("Declare it as several servers, or use shorter paths."));
    }

    /** The server of a section. */
    static SavedServer of(ResourceSection section) throws RedoubtException {
        return read(section.get(DOCUMENT).orElseThrow(() -> new RedoubtException(Problem.of(ProblemKind.DAMAGED,
                "The description of the server is missing in the checkpoint."))));
    }

    private static List<Resource> volumes(JsonObject json) throws RedoubtException {
        List<Resource> volumes = new ArrayList<>();
        for (Json element : json.array("volumes")) {
            try {
                volumes.add(Resource.fromJson(element instanceof JsonObject volume ? volume : JsonObject.empty()));
            } catch (IllegalArgumentException e) {
                throw damaged();
            }
        }
        return volumes;
    }

    private static RedoubtException damaged() {
        return new RedoubtException(Problem.of(ProblemKind.DAMAGED, "The description of the server makes no sense."));
    }
}
