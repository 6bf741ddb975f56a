package org.redoubt.plugin.volume.operation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.host.Hosts;
import org.redoubt.plugin.volume.place.BankPlace;
import org.redoubt.plugin.volume.place.Destination;
import org.redoubt.plugin.volume.place.VolumeKind;
import org.redoubt.plugin.volume.place.Volumes;
import org.redoubt.plugin.volume.undo.EarlierRun;

/** Brings a volume back: the content in main, under its name in complete. */
public final class RestoreVolume implements Operation<RestoreContext> {
    private static final String WAY = "way";

    private final Hosts hosts;
    private final Path journals;

    /**
     * @param hosts how files are reached
     * @param journals a directory for lists of restored files, kept over restarts
     */
    public RestoreVolume(Hosts hosts, Path journals) {
        this.hosts = hosts;
        this.journals = journals;
    }

    @Override
    public Set<Hook> hooks() {
        return EnumSet.of(Hook.MAIN, Hook.COMPLETE);
    }

    @Override
    public List<Problem> onCheck(Checkpoint checkpoint, Resource volume, RestoreContext context, Parameters parameters) {
        List<Problem> problems = new ArrayList<>();
        try {
            Restoring restoring = Restoring.of(volume, hosts.current(), context, parameters);
            BankPlace.writing(restoring.destination().path(), context.bankPaths()).or(restoring::problem)
                    .or(() -> new TargetCheck(hosts.current(), restoring).problem(context)).ifPresent(problems::add);
        } catch (RedoubtException refused) {
            problems.add(refused.problem());
        }
        return problems;
    }

    @Override
    public List<PlannedAction> plan(Checkpoint checkpoint, Resource volume, RestoreContext context, Parameters parameters)
            throws RedoubtException {
        return new RestorePlan(hosts.current()).of(Restoring.of(volume, hosts.current(), context, parameters), context);
    }

    @Override
    public void onMain(Checkpoint checkpoint, Resource volume, RestoreContext context, Parameters parameters) throws RedoubtException {
        Host host = hosts.current();
        Restoring restoring = Restoring.of(volume, host, context, parameters);
        if (restoring.problem().isPresent()) {
            throw new RedoubtException(restoring.problem().get());
        }
        Optional<Problem> absent = Inclusion.absent(restoring, context);
        if (absent.isPresent()) {
            throw new RedoubtException(absent.get());
        }
        restoring.lacking().ifPresent(context::warn);
        context.progress().total(restoring.record().bytes());
        context.memo().put(WAY, restoring.way().name());
        EarlierRun drafts = new EarlierRun(host, context.undo(), context.memo(), restoring.destination());
        drafts.removeDrafts();
        try {
            write(host, restoring, context);
        } catch (RedoubtException | RuntimeException failed) {
            // Nobody goes on with half a draft, and on a disk that is full it would hold what others need.
            try {
                drafts.removeDrafts();
            } catch (RedoubtException stays) {
                failed.addSuppressed(stays);
            }
            throw failed;
        }
    }

    private void write(Host host, Restoring restoring, RestoreContext context) throws RedoubtException {
        switch (restoring.way()) {
            case NEW_TREE, INTO_TREE -> new TreeWriting(host, restoring, journals).restore(context);
            case NEW_FILE -> new ImageWriting(host, restoring).toFile(context);
            case DEVICE -> new ImageWriting(host, restoring).toDevice(context);
            case SKIP -> context.warn(Problem.of(ProblemKind.EXISTS, restoring.destination().text()
                    + " is there already and stays as it is."));
        }
    }

    @Override
    public void onComplete(Checkpoint checkpoint, Resource volume, RestoreContext context, Parameters parameters)
            throws RedoubtException {
        Destination destination = Destination.of(volume, context.target());
        Restoring.Way way = Restoring.Way.valueOf(context.memo().get(WAY).orElseThrow());
        boolean drafted = way == Restoring.Way.NEW_TREE || way == Restoring.Way.NEW_FILE;
        Destination place = drafted ? destination.sibling(Draft.publish(hosts.current(), destination, context)) : destination;
        VolumeKind kind = switch (way) {
            case NEW_TREE, INTO_TREE -> VolumeKind.DIRECTORY;
            case DEVICE -> VolumeKind.DEVICE;
            case NEW_FILE, SKIP -> VolumeKind.IMAGE;
        };
        JsonObject.Builder info = JsonObject.builder().put("kind", kind.word()).put("path", place.text());
        if (!parameters.strings(Inclusion.MEMBER).isEmpty()) {
            info.put(Inclusion.MEMBER, parameters.strings(Inclusion.MEMBER));
        }
        String label = context.target().map(target -> target.name()).orElse(volume.name());
        context.restored(Resource.of(Volumes.TYPE, place.text(), label).extraInfo(info.build()), place.text(), info.build());
    }
}
