package org.redoubt.plugin.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.redoubt.api.json.Schema;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;

/**
 * How a server is to be frozen.
 *
 * @param freeze whether at all
 * @param limit how long at the most
 */
record FreezeOptions(boolean freeze, Optional<Duration> limit) {
    static final Schema SCHEMA = Schema.parse("""
            {"type": "object", "additionalProperties": false, "properties": {
              "freeze": {"type": "boolean", "default": true, "title": "Freeze",
                "description": "Whether the server is frozen while its volumes are taken."},
              "freezeTimeout": {"type": "string", "title": "Longest freeze",
                "pattern": "^PT(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+([.][0-9]{1,9})?S)?$",
                "description": "How long the server may be frozen at the most, such as PT10S; then it is thawed, and the protection of its volumes fails."}}}
            """);

    static FreezeOptions of(Parameters parameters) {
        return new FreezeOptions(parameters.json().flag("freeze").orElse(true), parameters.string("freezeTimeout").map(Duration::parse));
    }

    /** When it has to be thawed again. */
    Optional<Instant> deadline(ProtectContext context) {
        Optional<Instant> own = limit.map(duration -> context.clock().instant().plus(duration));
        return Stream.of(own, context.freezeDeadline()).flatMap(Optional::stream).min(Instant::compareTo);
    }
}
