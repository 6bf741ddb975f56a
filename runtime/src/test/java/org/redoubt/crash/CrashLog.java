package org.redoubt.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;

/** What strikes have come to, line by line in a file, so that a long run that was cut off can be gone on with. */
final class CrashLog {
    private final Optional<Path> file;

    /**
     * What one has come to.
     *
     * @param type the operation
     * @param kind of moment
     * @param place the same for strikes that count as the same
     * @param strike which
     * @param outcome what became of it, or what was found
     * @param took until it was settled
     * @param found whether something was not in order
     */
    record Entry(String type, String kind, String place, String strike, String outcome, Duration took, boolean found) {
        Entry(String type, Strike strike, String outcome, Duration took, boolean found) {
            this(type, strike.kind(), strike.place(), strike.toString(), outcome, took, found);
        }

        private static Entry read(String line) {
            try {
                JsonObject json = Json.parseObject(line);
                return new Entry(text(json, "type"), text(json, "kind"), text(json, "place"), text(json, "strike"), text(json, "outcome"),
                        Duration.ofMillis(json.number("millis").orElseThrow()), json.flag("found").orElse(false));
            } catch (JsonException e) {
                throw new IllegalArgumentException("The log of crashes has a line that is none: " + line, e);
            }
        }

        private static String text(JsonObject json, String name) throws JsonException {
            return json.string(name).orElseThrow();
        }

        private String line() {
            return JsonObject.builder().put("type", type).put("kind", kind).put("place", place).put("strike", strike).put("outcome", outcome)
                    .put("millis", took.toMillis()).put("found", found).build() + "\n";
        }
    }

    /**
     * @param file empty: nothing is noted
     */
    CrashLog(Optional<Path> file) {
        this.file = file;
    }

    /** What is noted. */
    List<Entry> entries() {
        try {
            return file.isPresent() && Files.exists(file.get()) ? Files.readAllLines(file.get()).stream().map(Entry::read).toList() : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(Entry entry) throws IOException {
        if (file.isPresent()) {
            Files.writeString(file.get(), entry.line(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
