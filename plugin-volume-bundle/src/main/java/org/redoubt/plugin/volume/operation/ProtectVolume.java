package org.redoubt.plugin.volume.operation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.vault.TreePath;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.host.Hosts;
import org.redoubt.plugin.volume.place.BankPlace;
import org.redoubt.plugin.volume.place.VolumeDisk;
import org.redoubt.plugin.volume.place.VolumeKind;
import org.redoubt.plugin.volume.place.VolumePath;
import org.redoubt.plugin.volume.place.Volumes;
import org.redoubt.plugin.volume.tree.ScanRules;

/** Brings a volume into a checkpoint: snapshot in the preparation, reading in main, release in complete. */
public final class ProtectVolume implements Operation<ProtectContext> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Hosts hosts;
    private final Snapshots snapshots = new Snapshots();

    /** @param hosts how files are reached */
    public ProtectVolume(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public List<Problem> onCheck(Checkpoint checkpoint, Resource volume, ProtectContext context, Parameters parameters) {
        List<Problem> problems = new ArrayList<>(ScanRules.problems(parameters.strings("exclude")));
        try {
            new Volumes(hosts.current()).at(VolumePath.of(volume.id()), Optional.of(volume.name()));
            BankPlace.reading(VolumePath.of(volume.id()), context.bankPaths()).ifPresent(problems::add);
            snapshots.foresee(volume, context, wanted(parameters));
        } catch (RedoubtException refused) {
            problems.add(refused.problem());
        }
        return problems;
    }

    @Override
    public List<PlannedAction> plan(Checkpoint checkpoint, Resource volume, ProtectContext context, Parameters parameters) throws RedoubtException {
        List<PlannedAction> actions = new ArrayList<>();
        Optional<VolumeSnapshotter> snapshotter = snapshots.choose(volume, context, wanted(parameters)).filter(one -> one.grade() != Grade.NONE);
        snapshotter.ifPresent(one -> actions.add(new PlannedAction("snapshot", volume.id(), "by " + one.name())));
        VolumeKind kind = new Volumes(hosts.current()).kind(VolumePath.of(volume.id()));
        Previous previous = parameters.flag("reread") ? Previous.NONE : Previous.of(context, kind);
        previous.record().ifPresent(record -> actions.add(new PlannedAction("reuse", "what is unchanged since the last checkpoint",
                record.asOf().isAfter(Instant.EPOCH) ? "of " + TIME.format(record.asOf().atZone(ZoneId.systemDefault())) : "")));
        actions.add(new PlannedAction("read", volume.id(), (previous.record().isPresent() ? "what has changed or is due to be read again" : "everything")
                + (snapshotter.isPresent() ? "" : ", while it may change")));
        return actions;
    }

    @Override
    public void onPrepareBegin(Checkpoint checkpoint, Resource volume, ProtectContext context, Parameters parameters)
            throws RedoubtException {
        snapshots.prepare(volume, context, wanted(parameters));
    }

    @Override
    public void onPrepareFinish(Checkpoint checkpoint, Resource volume, ProtectContext context, Parameters parameters)
            throws Exception {
        snapshots.take(volume, context, wanted(parameters).equals(Snapshots.AUTO));
    }

    @Override
    public void onMain(Checkpoint checkpoint, Resource volume, ProtectContext context, Parameters parameters) throws RedoubtException {
        Host host = hosts.current();
        Path path = snapshots.path(volume, context);
        boolean reread = parameters.flag("reread");
        int rereadDays = (int) parameters.number("rereadDays").orElse(0);
        if (!host.complete()) {
            context.warn(Problem.of(ProblemKind.UNSUPPORTED,
                    "Access control lists, and extended attributes other than user.*, were not looked for, as Java alone cannot read them.")
                    .hint("Run on Linux with Java 22 or later and the bundle org.redoubt.os.linux."));
        }
        VolumeKind kind = new Volumes(host).kind(path);
        Previous previous = reread ? Previous.NONE : Previous.of(context, kind);
        if (kind == VolumeKind.DIRECTORY) {
            ScanRules rules = ScanRules.of(parameters.strings("exclude"), parameters.flag("oneFileSystem"), reserved(volume, context));
            new DirectoryReading(host, rules, previous, rereadDays).read(path, volume, context);
        } else {
            new ImageReading(host, snapshots.live(volume, context), previous, rereadDays).read(path, kind, volume, context);
        }
    }

    @Override
    public void onComplete(Checkpoint checkpoint, Resource volume, ProtectContext context, Parameters parameters) throws Exception {
        snapshots.release(volume, context);
    }

    /** Volumes that are read from one disk at the same time slow each other down. */
    @Override
    public Set<String> capacities(Hook hook, Resource volume) {
        return hook != Hook.MAIN ? Set.of() : VolumeDisk.of(VolumePath.of(volume.id())).map(disk -> Set.of("disk:" + disk)).orElse(Set.of());
    }

    private static String wanted(Parameters parameters) {
        return parameters.string("snapshotter").orElse(Snapshots.AUTO);
    }

    /**
     * The directories below the volume that this runtime itself writes to: a bank that is read into itself would never end. The
     * temporary directory is everybody's, and what the runtime has there is small.
     */
    private static Set<TreePath> reserved(Resource volume, ProtectContext context) {
        Path root = VolumePath.of(volume.id());
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        Set<TreePath> inside = new HashSet<>();
        for (Path path : context.runtimePaths()) {
            Path real = real(path);
            if (real.startsWith(root) && !real.equals(root) && !real.equals(real(temporary))) {
                inside.add(TreePath.of(relative(root, real)));
            }
        }
        return inside;
    }

    private static byte[] relative(Path root, Path inside) {
        int skipped = root.getNameCount() == 0 ? 1 : FileNames.bytes(root).length + 1;
        byte[] all = FileNames.bytes(inside);
        return Arrays.copyOfRange(all, skipped, all.length);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException absent) {
            return path.toAbsolutePath().normalize();
        }
    }
}
