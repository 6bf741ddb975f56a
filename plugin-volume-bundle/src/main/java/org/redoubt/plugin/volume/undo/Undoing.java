package org.redoubt.plugin.volume.undo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.plugin.volume.host.DirectoryChain;
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.place.VolumePath;

/** Takes steps back. Each may be asked for twice, before its effect, and long after. */
public final class Undoing {
    private static final Duration RELEASE_LIMIT = Duration.ofMinutes(5);

    private static final Set<HostFileException.Kind> GONE = EnumSet.of(HostFileException.Kind.NOT_FOUND, HostFileException.Kind.NOT_A_DIRECTORY,
            HostFileException.Kind.IS_A_LINK);

    private final Host host;

    /** @param host how files are reached */
    public Undoing(Host host) {
        this.host = host;
    }

    /** Takes one step back. */
    public UndoResult undo(UndoStep step, UndoContext context) throws Exception {
        try {
            return switch (step.spec().name()) {
                case Steps.RELEASE_SNAPSHOT -> releaseSnapshot(step, context);
                case Steps.REMOVE_RESTORED -> removeRestored(step, context.memo());
                case Steps.REMOVE_CREATED -> removeCreated(step, Traces.of(step, context.memo()));
                case Steps.REMOVE_PARENTS -> removeParents(step);
                default -> UndoResult.cannot("This version does not know the step \"" + step.spec().name() + "\".");
            };
        } catch (HostFileException refused) {
            return UndoResult.retry(FileProblems.of(refused).message());
        }
    }

    private UndoResult releaseSnapshot(UndoStep step, UndoContext context) throws Exception {
        String name = step.arg(Steps.SNAPSHOTTER);
        Optional<VolumeSnapshotter> snapshotter = context.snapshotter(name);
        if (snapshotter.isEmpty()) {
            return UndoResult.retry("The snapshotter \"" + name + "\", which has to take the snapshot away, is not there.");
        }
        VolumeSource source = new VolumeSource(step.resource().ref(), VolumePath.of(step.arg(Steps.PATH)));
        Duration limit = context.deadline().map(end -> Duration.between(context.clock().instant(), end)).orElse(RELEASE_LIMIT);
        snapshotter.get().release(step.arg(Steps.TOKEN), List.of(source), limit.isNegative() ? Duration.ZERO : limit);
        return UndoResult.done();
    }

    private UndoResult removeRestored(UndoStep step, Map<String, String> memo) throws HostFileException {
        Optional<Traces> traces = Traces.of(step, memo);
        try (Directory parent = host.files().openDirectory(VolumePath.of(step.arg(Steps.DIRECTORY)))) {
            byte[] draft = bytes(step.arg(Steps.DRAFT));
            if (status(parent, draft).isPresent()) {
                Removal.ofDrafts().remove(parent, draft);
                parent.sync();
                return UndoResult.done();
            }
            if (traces.isEmpty()) {
                return UndoResult.nothing();
            }
            byte[] name = bytes(traces.get().name());
            boolean ours = status(parent, name).filter(traces.get()::areOf).isPresent();
            if (!ours) {
                return UndoResult.nothing();
            }
            if (Boolean.parseBoolean(step.arg(Steps.REPLACES)) && traces.get().name().equals(step.arg(Steps.NAME))) {
                return new UndoResult(UndoResult.Outcome.NOTHING, "What was replaced is gone, so what was restored stays.");
            }
            return removed(parent, name, traces.get(), traces.get().settled(memo));
        } catch (HostFileException gone) {
            return nothingIfGone(gone);
        }
    }

    private static UndoResult removed(Directory parent, byte[] name, Traces traces, Instant settled) throws HostFileException {
        FileStatus status = parent.child(name).status();
        Removal removal = Removal.ofTree(status.created(), status.type() == FileType.DIRECTORY ? traces.finished() : renamed(status, traces), settled);
        removal.remove(parent, name);
        parent.sync();
        return result(removal.kept());
    }

    /** The renaming is the last change that the restore itself makes to a file; a crash may have kept it from noting when that was. */
    private static Instant renamed(FileStatus status, Traces traces) {
        Instant finished = traces.finished();
        return traces.named().orElse(status.modified().isAfter(finished) || finished.isAfter(status.changed()) ? finished : status.changed());
    }

    private static UndoResult result(long kept) {
        return kept == 0 ? UndoResult.done() : new UndoResult(UndoResult.Outcome.DONE,
                kept + (kept == 1 ? " file or directory was" : " files and directories were") + " changed after the restore and kept.");
    }

    private UndoResult removeCreated(UndoStep step, Optional<Traces> traces) throws HostFileException, IOException {
        Path journal = Path.of(step.arg(Steps.JOURNAL));
        List<Made> made;
        try {
            made = Journal.read(journal);
        } catch (NoSuchFileException never) {
            return UndoResult.nothing();
        }
        UndoResult result = made.isEmpty() ? UndoResult.nothing() : removeMade(step, traces, made);
        Files.delete(journal);
        return result;
    }

    private UndoResult removeMade(UndoStep step, Optional<Traces> traces, List<Made> made) throws HostFileException {
        Removal removal = Removal.ofListed(traces.map(Traces::finished));
        Path place = VolumePath.of(step.arg(Steps.DIRECTORY));
        try (Directory root = host.files().openDirectory(place, LinkOption.NOFOLLOW_LINKS); DirectoryChain chain = new DirectoryChain(root)) {
            FileStatus now = root.status();
            if (Identity.parse(step.arg(Steps.ROOT)).filter(known -> known.is(now)).isEmpty()) {
                return new UndoResult(UndoResult.Outcome.NOTHING, place + " is not the directory any more that was restored into, so nothing is removed there.");
            }
            Refusals refusals = new Refusals();
            for (Made each : made.reversed()) {
                refusals.attempt(() -> removeMade(chain, removal, each));
            }
            root.sync();
            refusals.tell();
        } catch (HostFileException gone) {
            nothingIfGone(gone);
        }
        return result(removal.kept());
    }

    private static void removeMade(DirectoryChain chain, Removal removal, Made made) throws HostFileException {
        try {
            removal.remove(chain.open(made.path().parent()), made);
        } catch (HostFileException gone) {
            nothingIfGone(gone);
        }
    }

    private UndoResult removeParents(UndoStep step) throws HostFileException {
        Path top = VolumePath.of(step.arg(Steps.TOP));
        boolean any = false;
        for (Path at = VolumePath.of(step.arg(Steps.DIRECTORY)); !at.equals(top) && at.startsWith(top); at = at.getParent()) {
            try (Directory parent = host.files().openDirectory(at.getParent())) {
                parent.removeDirectory(VolumePath.lastName(at));
                any = true;
            } catch (HostFileException refused) {
                if (refused.kind() == HostFileException.Kind.NOT_EMPTY) {
                    break;
                }
                nothingIfGone(refused);
            }
        }
        return any ? UndoResult.done() : UndoResult.nothing();
    }

    private static UndoResult nothingIfGone(HostFileException refused) throws HostFileException {
        if (GONE.contains(refused.kind())) {
            return UndoResult.nothing();
        }
        throw refused;
    }

    private static Optional<FileStatus> status(Directory parent, byte[] name) throws HostFileException {
        try {
            return Optional.of(parent.child(name).status());
        } catch (HostFileException absent) {
            nothingIfGone(absent);
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
