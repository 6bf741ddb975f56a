package org.redoubt.plugin.volume.undo;

import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Memo;
import org.redoubt.api.protection.UndoLog;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.place.Destination;
import org.redoubt.plugin.volume.place.VolumePath;

/**
 * What earlier runs of a restore have left of a volume, as its open steps tell.
 *
 * @param host how files are reached
 * @param log the open steps of the volume
 * @param memo what was left with them
 * @param destination where it goes
 */
public record EarlierRun(Host host, UndoLog log, Memo memo, Destination destination) {

    /** Whether the directory that is at the place was made, or filled, by one of them: its own half is in nobody's way. */
    public boolean hasMadeDirectory() {
        return log.open().stream().anyMatch(this::hasMadeDirectory);
    }

    private boolean hasMadeDirectory(UndoStep step) {
        return switch (step.spec().name()) {
            case Steps.REMOVE_CREATED -> step.arg(Steps.DIRECTORY).equals(destination.text()) && isThere(Identity.parse(step.arg(Steps.ROOT)));
            case Steps.REMOVE_RESTORED -> step.arg(Steps.DIRECTORY).equals(destination.parent()) && step.arg(Steps.NAME).equals(destination.name())
                    && isThere(step);
            default -> false;
        };
    }

    /** When the last of them was done that made or filled the directory at the place: what changed later somebody else has changed. */
    public Optional<Instant> finished() {
        return log.open().stream().filter(this::hasMadeDirectory).flatMap(step -> Traces.of(step, memo.all()).stream()).map(Traces::finished)
                .max(Comparator.naturalOrder());
    }

    /** Whether the file that is at the place was restored by one of them, and somebody has changed it since. */
    public boolean hasMadeWhatWasChanged() {
        return log.open().stream().filter(step -> step.spec().name().equals(Steps.REMOVE_RESTORED)).anyMatch(this::isChanged);
    }

    private boolean isChanged(UndoStep step) {
        Optional<Traces> made = Traces.of(step, memo.all());
        if (made.isEmpty() || !step.arg(Steps.DIRECTORY).equals(destination.parent()) || !made.get().name().equals(destination.name())) {
            return false;
        }
        try (Directory parent = host.files().openDirectory(VolumePath.of(destination.parent()))) {
            return status(parent, destination.name()).filter(made.get()::areOf).filter(now -> made.get().named().filter(now.changed()::isAfter).isPresent()).isPresent();
        } catch (HostFileException unknown) {
            return false;
        }
    }

    private boolean isThere(Optional<Identity> root) {
        try (Directory directory = host.files().openDirectory(destination.path(), LinkOption.NOFOLLOW_LINKS)) {
            FileStatus now = directory.status();
            return root.filter(known -> known.is(now)).isPresent();
        } catch (HostFileException unknown) {
            return false;
        }
    }

    private boolean isThere(UndoStep step) {
        try (Directory parent = host.files().openDirectory(VolumePath.of(destination.parent()))) {
            Optional<Traces> made = Traces.of(step, memo.all());
            return made.isPresent() && status(parent, destination.name()).filter(made.get()::areOf).isPresent();
        } catch (HostFileException unknown) {
            return false;
        }
    }

    /** Removes drafts that never got their name: nobody goes on with those. */
    public void removeDrafts() throws RedoubtException {
        for (UndoStep step : log.open()) {
            if (step.spec().name().equals(Steps.REMOVE_RESTORED)) {
                removeDraft(step);
            }
        }
    }

    private void removeDraft(UndoStep step) throws RedoubtException {
        try (Directory parent = host.files().openDirectory(VolumePath.of(step.arg(Steps.DIRECTORY)))) {
            String draft = step.arg(Steps.DRAFT);
            if (status(parent, draft).isPresent()) {
                Removal.ofDrafts().remove(parent, draft.getBytes(StandardCharsets.UTF_8));
                parent.sync();
                log.release(step.id());
            }
        } catch (HostFileException refused) {
            if (refused.kind() != HostFileException.Kind.NOT_FOUND) {
                throw FileProblems.fatal(refused);
            }
        }
    }

    private static Optional<FileStatus> status(Directory parent, String name) throws HostFileException {
        try {
            return Optional.of(parent.child(name.getBytes(StandardCharsets.UTF_8)).status());
        } catch (HostFileException absent) {
            if (absent.kind() == HostFileException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw absent;
        }
    }
}
