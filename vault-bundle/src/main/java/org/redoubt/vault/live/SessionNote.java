package org.redoubt.vault.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.redoubt.api.bank.Key;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.vault.wire.FormatException;

/**
 * Who has a session open.
 *
 * @param host on which machine
 * @param pid in which process
 * @param opened when, by the clock of that machine
 * @param checkpoint whose data is written; empty if the session only reads
 * @param decision where the decision about it will be, if it writes
 */
public record SessionNote(String host, long pid, Instant opened, String checkpoint, Optional<Key> decision) {
    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

    /** A session of this process. */
    public static SessionNote of(SessionOptions options, Instant now) {
        return new SessionNote(hostName(), ProcessHandle.current().pid(), now, options.checkpoint().orElse(""), options.decision());
    }

    private static String hostName() {
        try {
            return Files.readString(HOST).strip();
        } catch (IOException elsewhere) {
            return "unknown";
        }
    }

    /** Whether it writes. */
    public boolean writing() {
        return decision.isPresent();
    }

    /** What people are told of a session that is waited for. */
    public CollectReport.Waiting waiting(String session) {
        return new CollectReport.Waiting(session, writing() ? "writer" : "reader", host, pid, opened);
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("kind", writing() ? "writer" : "reader").put("host", host).put("pid", pid)
                .put("opened", opened.toString());
        decision.ifPresent(key -> json.put("checkpoint", checkpoint).put("decision", key.toString()));
        return json.build();
    }

    static SessionNote read(JsonObject json) throws FormatException {
        try {
            return new SessionNote(json.string("host").orElse("unknown"), json.number("pid").orElse(0),
                    Instant.parse(json.string("opened").orElse("")), json.string("checkpoint").orElse(""), json.string("decision").map(Key::of));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new FormatException("it does not tell who has the session open");
        }
    }
}
