package org.redoubt.plugin.volume.undo;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.protection.Memo;
import org.redoubt.api.protection.UndoStep;

/**
 * What a restore leaves in its memo for undo when it has finished something: which file that is and when it was finished, both as the file
 * system says. For each step, as each run of a restore that is gone on with finishes something of its own: what somebody changed in between must be
 * told from what the later run changed.
 *
 * @param file which file it is
 * @param finished when its status last changed
 * @param name the name that it has got, or gets
 * @param named when its status last changed after it got the name, if that is known
 */
public record Traces(Identity file, Instant finished, String name, Optional<Instant> named) {
    private static final String FILE = ".file";
    private static final String FINISHED = ".finished";
    private static final String NAME = ".name";
    private static final String NAMED = ".named";

    /**
     * Leaves the traces of a file that is finished.
     *
     * @param token that of the step
     * @param status of what is finished
     * @param name the name that it has, or gets
     */
    public static void leave(Memo memo, String token, FileStatus status, String name) {
        memo.put(token + FILE, Identity.of(status).text());
        memo.put(token + FINISHED, status.changed().toString());
        memo.put(token + NAME, name);
    }

    /**
     * Leaves the trace of a file that has got its name, which has changed its status.
     *
     * @param token that of the step
     * @param status of what has the name
     */
    public static void named(Memo memo, String token, FileStatus status) {
        memo.put(token + NAMED, status.changed().toString());
    }

    /** Whether they are those of a file. */
    boolean areOf(FileStatus status) {
        return file.is(status);
    }

    /** When the last run was done that left traces of the same file. */
    Instant settled(Map<String, String> memo) {
        return memo.entrySet().stream().filter(entry -> entry.getKey().endsWith(FILE) && entry.getValue().equals(file.text()))
                .map(entry -> memo.get(entry.getKey().substring(0, entry.getKey().length() - FILE.length()) + FINISHED))
                .filter(Objects::nonNull).map(Instant::parse).max(Comparator.naturalOrder()).orElse(finished);
    }

    /** The traces of what a step stands for; empty if the restore never got that far. */
    public static Optional<Traces> of(UndoStep step, Map<String, String> memo) {
        String token = step.arg(Steps.TOKEN);
        try {
            Optional<Identity> file = Optional.ofNullable(memo.get(token + FILE)).flatMap(Identity::parse);
            return file.isPresent() && memo.containsKey(token + FINISHED) && memo.containsKey(token + NAME)
                    ? Optional.of(new Traces(file.get(), Instant.parse(memo.get(token + FINISHED)), memo.get(token + NAME),
                            Optional.ofNullable(memo.get(token + NAMED)).map(Instant::parse)))
                    : Optional.empty();
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }
}
