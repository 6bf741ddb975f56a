package org.redoubt.plugin.volume.operation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.snapshot.VolumeSnapshot;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.plugin.volume.place.VolumePath;
import org.redoubt.plugin.volume.undo.Steps;

/** Takes a volume as it is at one instant, if a snapshotter can, and takes the snapshot away. Without state of a run. */
final class Snapshots {
    static final String AUTO = "auto";
    static final String NONE = "none";

    private static final String SNAPSHOTTER = "snapshot.by";
    private static final String TOKEN = "snapshot.token";
    private static final String STEP = "snapshot.step";
    private static final String PATH = "snapshot.path";
    private static final String WHY = "snapshot.why-not";
    private static final Duration RELEASE_LIMIT = Duration.ofMinutes(5);

    /** Says before anything is done that the volume cannot be consistent, if that is so. */
    void foresee(Resource volume, ProtectContext context, String wanted) throws RedoubtException {
        if (choose(volume, context, wanted).filter(one -> one.grade() != Grade.NONE).isEmpty()) {
            context.consistency(Grade.NONE, "it is read while it can change, as " + whyNot(wanted));
        }
    }

    private static String whyNot(String wanted) {
        return wanted.equals(NONE) ? "no snapshot was asked for" : "no snapshotter can take it";
    }

    /** Chooses a snapshotter and announces what it will make. */
    void prepare(Resource volume, ProtectContext context, String wanted) throws RedoubtException {
        Optional<VolumeSnapshotter> chosen = choose(volume, context, wanted);
        if (chosen.isEmpty() || chosen.get().grade() == Grade.NONE) {
            // one that takes no snapshot leaves nothing to take away either
            context.memo().put(WHY, whyNot(wanted));
            return;
        }
        String name = chosen.get().name();
        String token = UUID.randomUUID().toString();
        String step = context.undo().register(Steps.releaseSnapshot(name, token, volume.id())).id();
        context.memo().put(SNAPSHOTTER, name);
        context.memo().put(TOKEN, token);
        context.memo().put(STEP, step);
    }

    /** The snapshotter to use; empty to read the volume as it is. */
    Optional<VolumeSnapshotter> choose(Resource volume, ProtectContext context, String wanted) throws RedoubtException {
        if (wanted.equals(NONE)) {
            return Optional.empty();
        }
        List<VolumeSource> sources = List.of(source(volume));
        if (wanted.equals(AUTO)) {
            return context.snapshotter(sources);
        }
        VolumeSnapshotter named = context.snapshotter(wanted).orElseThrow(() -> new RedoubtException(
                Problem.of(ProblemKind.NOT_FOUND, "There is no snapshotter \"" + wanted + "\".").subject("/snapshotter")
                        .hint("Install its bundle, or say \"auto\" or \"none\".")));
        Optional<String> refusal = named.refusal(sources);
        if (refusal.isPresent()) {
            throw new RedoubtException(Problem.of(ProblemKind.UNSUPPORTED, "The snapshotter \"" + wanted + "\" cannot take "
                    + volume.id() + ": " + refusal.get()).subject("/snapshotter"));
        }
        return Optional.of(named);
    }

    /** Takes the volume now, and records how consistent it is. */
    void take(Resource volume, ProtectContext context, boolean fallBack) throws Exception {
        Optional<String> name = context.memo().get(SNAPSHOTTER);
        if (name.isEmpty()) {
            live(context, context.memo().get(WHY).orElse("no snapshotter can take it"));
            return;
        }
        VolumeSnapshotter snapshotter = context.snapshotter(name.get()).orElseThrow(() -> new RedoubtException(
                Problem.of(ProblemKind.UNAVAILABLE, "The snapshotter \"" + name.get() + "\" is gone.")));
        try {
            String token = context.memo().get(TOKEN).orElseThrow();
            VolumeSnapshot snapshot = snapshotter.prepare(token, List.of(source(volume))).snapshot().getFirst();
            taken(context, snapshotter, snapshot);
        } catch (RuntimeException | RedoubtException | IOException failed) {
            if (!fallBack) {
                throw failed;
            }
            context.warn(Problem.of(ProblemKind.UNSUPPORTED, "The snapshotter \"" + name.get() + "\" failed, so the volume is read as it is: "
                    + failed.getMessage()));
            release(volume, context);
            live(context, "the snapshotter \"" + name.get() + "\" failed");
        }
    }

    private static void taken(ProtectContext context, VolumeSnapshotter snapshotter, VolumeSnapshot snapshot) {
        context.memo().put(PATH, HexFormat.of().formatHex(FileNames.bytes(snapshot.path())));
        context.snapshotTaken(snapshot.takenAt());
        Grade own = snapshotter.grade();
        Optional<Grade> atRest = context.quiesced();
        if (atRest.isPresent() && atRest.get().compareTo(own) < 0) {
            context.consistency(atRest.get(), "a snapshot (" + snapshotter.name() + ") was taken while its server was at rest");
        } else {
            context.consistency(own, "a snapshot (" + snapshotter.name() + ") was taken");
        }
    }

    private static void live(ProtectContext context, String reason) {
        context.snapshotTaken(context.clock().instant());
        context.consistency(Grade.NONE, "it was read while it could change, as " + reason);
    }

    /** Where to read the volume. */
    Path path(Resource volume, ProtectContext context) {
        return context.memo().get(PATH).filter(hex -> !hex.isEmpty())
                .map(hex -> FileNames.path(HexFormat.of().parseHex(hex)))
                .orElseGet(() -> VolumePath.of(volume.id()));
    }

    /** Whether the volume itself is read, and not a snapshot of it. */
    boolean live(Resource volume, ProtectContext context) {
        return path(volume, context).equals(VolumePath.of(volume.id()));
    }

    /** Takes the snapshot away, if there is one. */
    void release(Resource volume, ProtectContext context) throws Exception {
        Optional<String> name = context.memo().get(SNAPSHOTTER);
        Optional<String> token = context.memo().get(TOKEN);
        if (name.isEmpty() || token.isEmpty()) {
            return;
        }
        Optional<VolumeSnapshotter> snapshotter = context.snapshotter(name.get());
        if (snapshotter.isPresent()) {
            snapshotter.get().release(token.get(), List.of(source(volume)), limit(context));
            context.undo().release(context.memo().get(STEP).orElseThrow());
        }
    }

    private static Duration limit(ProtectContext context) {
        Optional<Instant> deadline = context.deadline();
        return deadline.map(end -> Duration.between(context.clock().instant(), end)).filter(left -> !left.isNegative())
                .orElse(RELEASE_LIMIT);
    }

    private static VolumeSource source(Resource volume) {
        return new VolumeSource(volume.ref(), VolumePath.of(volume.id()));
    }
}
