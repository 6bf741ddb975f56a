package org.redoubt.engine.operation;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.Operations.TimelineEntry;
import org.redoubt.engine.home.DocumentFile;

/** Operations that have ended, one document each; the newest {@value #KEPT} are kept. Thread-safe. */
final class OperationArchive {
    static final int KEPT = 1000;

    private static final Logger LOG = System.getLogger("org.redoubt.engine.operation");
    private static final String SUFFIX = ".json";

    private final Path directory;

    OperationArchive(Path directory) {
        this.directory = directory;
    }

    /** Keeps an operation. It has ended whether or not that works, so a failure is only logged. */
    void keep(OperationView view, List<TimelineEntry> timeline) {
        JsonObject document = JsonObject.builder().put("formatVersion", 1).put("operation", view.toJson())
                .put("timeline", JsonArray.of(timeline.stream().map(OperationArchive::json).toList())).build();
        try {
            DocumentFile.write(file(view), document);
            List<Path> files = files();
            for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
                DocumentFile.delete(old);
            }
        } catch (RedoubtException e) {
            LOG.log(Level.WARNING, "The record of operation {0} was not kept: {1}", view.id(), e.getMessage());
        }
    }

    private Path file(OperationView view) {
        return directory.resolve(view.id().value() + SUFFIX);
    }

    /** The operation with exactly this id. The name is looked for, not made from what somebody typed. */
    Optional<OperationView> find(OperationId id) throws RedoubtException {
        for (Path file : files()) {
            if (file.getFileName().toString().equals(id.value() + SUFFIX)) {
                return operation(file);
            }
        }
        return Optional.empty();
    }

    /** All that are wanted, the newest first. */
    List<OperationView> list(Predicate<OperationView> wanted) throws RedoubtException {
        List<OperationView> views = new ArrayList<>();
        for (Path file : files()) {
            operation(file).filter(wanted).ifPresent(views::add);
        }
        return views;
    }

    List<TimelineEntry> timeline(OperationView view) throws RedoubtException {
        List<TimelineEntry> entries = new ArrayList<>();
        for (Json element : document(file(view)).map(json -> json.array("timeline")).orElse(List.of())) {
            if (element instanceof JsonObject entry) {
                entries.add(entry(entry));
            }
        }
        if (entries.isEmpty()) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "Operation " + view.id() + " has no timeline: none of its hooks ran, or it had more than "
                    + Timeline.LARGEST + " resources."));
        }
        return entries;
    }

    private List<Path> files() throws RedoubtException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted(Comparator.comparing(Path::getFileName).reversed()).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw DocumentFile.unreadable(directory, e);
        }
    }

    /** One record that cannot be understood, as a newer version may have written it, does not hide the others. */
    private static Optional<OperationView> operation(Path file) throws RedoubtException {
        try {
            return document(file).flatMap(json -> json.object("operation")).map(OperationSnapshot::fromJson);
        } catch (IllegalArgumentException | DateTimeException | NoSuchElementException strange) {
            LOG.log(Level.WARNING, "The record {0} cannot be understood and is passed over: {1}", file, strange.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<JsonObject> document(Path file) throws RedoubtException {
        Optional<String> text = DocumentFile.read(file);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parseObject(text.get()));
        } catch (JsonException damaged) {
            LOG.log(Level.WARNING, "The record {0} cannot be understood and is passed over: {1}", file, damaged.getMessage());
            return Optional.empty();
        }
    }

    private static JsonObject json(TimelineEntry entry) {
        return JsonObject.builder().put("type", entry.resource().type()).put("id", entry.resource().id()).put("name", entry.resource().name())
                .put("hook", entry.hook().word()).put("readyAt", entry.readyAt().toString()).put("startedAt", entry.startedAt().toString())
                .put("endedAt", entry.endedAt().toString()).put("thread", entry.thread()).put("waitedFor", entry.waitedFor())
                .put("outcome", entry.outcome()).build();
    }

    private static TimelineEntry entry(JsonObject json) {
        return new TimelineEntry(Resource.fromJson(json), Words.hook(json.string("hook").orElse("")), instant(json, "readyAt"),
                instant(json, "startedAt"), instant(json, "endedAt"), json.string("thread").orElse(""), json.string("waitedFor").orElse(""),
                json.string("outcome").orElse(""));
    }

    private static Instant instant(JsonObject json, String member) {
        return Instant.parse(json.string(member).orElse("1970-01-01T00:00:00Z"));
    }
}
