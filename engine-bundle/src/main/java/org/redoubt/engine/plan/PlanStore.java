package org.redoubt.engine.plan;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.home.DocumentFile;

/**
 * Plans as files {@code <project>/<name>.json} below a directory. Each file is replaced as a whole, so a reader never sees
 * half of a plan. Thread-safe.
 */
public final class PlanStore {
    private static final String SUFFIX = ".json";
    private static final long FORMAT = 1;

    private final Path directory;
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * @param directory where the files are; made at the first write
     */
    public PlanStore(Path directory) {
        this.directory = directory;
    }

    /**
     * Stores a new plan.
     *
     * @param plan a plan with an id
     * @throws RedoubtException of kind {@code EXISTS} if the project has one of that name
     */
    public void create(Plan plan) throws RedoubtException {
        writing.lock();
        try {
            Path file = file(plan.project(), plan.name());
            if (Files.exists(file)) {
                throw new RedoubtException(Problem.of(ProblemKind.EXISTS, "There is a plan \"" + plan.name() + "\" already.")
                        .hint("Choose another name, or delete that one first."));
            }
            DocumentFile.write(file, plan.toJson().toBuilder().put("formatVersion", FORMAT).build());
        } finally {
            writing.unlock();
        }
    }

    /** All plans of a project, by name. */
    public List<Plan> list(ProjectId project) throws RedoubtException {
        List<Plan> plans = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve(project.value()), "*" + SUFFIX)) {
            for (Path file : files) {
                read(file).ifPresent(plans::add);
            }
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw DocumentFile.unreadable(directory, e);
        }
        plans.sort(Comparator.comparing(Plan::name));
        return plans;
    }

    /**
     * One plan.
     *
     * @param project whose
     * @param nameOrId its name or id
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none
     */
    public Plan show(ProjectId project, String nameOrId) throws RedoubtException {
        // One that is damaged does not keep the others from being used by name.
        Optional<Path> named = named(project, nameOrId);
        if (named.isPresent()) {
            return read(named.get()).orElseThrow(() -> new RedoubtException(Problem.of(ProblemKind.NOT_FOUND,
                    "The plan \"" + nameOrId + "\" has just been deleted.")));
        }
        List<Plan> plans = list(project);
        Optional<Plan> found = plans.stream().filter(plan -> plan.id().equals(Optional.of(nameOrId))).findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        String known = plans.isEmpty() ? "There is none yet: create one with \"plan create\"."
                : "Known are: " + String.join(", ", plans.stream().map(Plan::name).toList()) + ".";
        throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no plan \"" + nameOrId + "\".").hint(known));
    }

    /**
     * Deletes a plan; by its name also one that is damaged.
     *
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none
     */
    public void delete(ProjectId project, String nameOrId) throws RedoubtException {
        writing.lock();
        try {
            Optional<Path> named = named(project, nameOrId);
            DocumentFile.delete(named.isPresent() ? named.get() : file(project, show(project, nameOrId).name()));
        } finally {
            writing.unlock();
        }
    }

    /** The file of a plan of this name. It is looked for, not made from what somebody typed. */
    private Optional<Path> named(ProjectId project, String name) throws RedoubtException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve(project.value()),
                file -> file.getFileName().toString().equals(name + SUFFIX))) {
            Iterator<Path> found = files.iterator();
            return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw DocumentFile.unreadable(directory, e);
        }
    }

    private Path file(ProjectId project, String name) {
        return directory.resolve(project.value()).resolve(name + SUFFIX);
    }

    private static Optional<Plan> read(Path file) throws RedoubtException {
        Optional<String> text = DocumentFile.read(file);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonObject json = Json.parseObject(text.get());
            if (json.number("formatVersion").orElse(FORMAT) > FORMAT) {
                throw new IllegalArgumentException("It was written by a newer version of Redoubt.");
            }
            return Optional.of(Plan.fromJson(json));
        } catch (JsonException | IllegalArgumentException e) {
            throw new RedoubtException(Problem.of(ProblemKind.DAMAGED, "The plan in " + file + " cannot be understood: " + e.getMessage())
                    .hint("Mend the file, or delete it."), e);
        }
    }
}
