package org.redoubt.plugin.volume.operation;

import java.util.Optional;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.place.Destination;
import org.redoubt.plugin.volume.place.VolumeKind;
import org.redoubt.plugin.volume.record.VolumeRecord;
import org.redoubt.plugin.volume.tree.Conflict;
import org.redoubt.plugin.volume.tree.Selection;
import org.redoubt.plugin.volume.undo.EarlierRun;

/**
 * What a restore of one volume has to do, told from the section, the target and what is there now.
 *
 * @param record what was protected
 * @param destination where it goes
 * @param state what is there
 * @param conflict what to do with that
 * @param byName whether owners are set by name
 * @param selection what of it is wanted
 */
record Restoring(VolumeRecord record, Destination destination, Destination.State state, Conflict conflict, boolean byName,
        Selection selection) {
    private static final String HINT = "Restore to another place, or with the parameter Host::Volume.onConflict=replace or "
            + "the parameter Host::Volume.onConflict=skip.";

    static Restoring of(Resource volume, Host host, RestoreContext context, Parameters parameters) throws RedoubtException {
        VolumeRecord record = VolumeRecord.of(context.section());
        Destination destination = Destination.of(volume, context.target());
        Conflict wanted = Conflict.of(parameters.string("onConflict").orElse("fail"));
        Destination.State state = destination.state();
        EarlierRun earlier = new EarlierRun(host, context.undo(), context.memo(), destination);
        boolean goesOn = wanted == Conflict.FAIL && state == Destination.State.DIRECTORY && earlier.hasMadeDirectory();
        if (wanted == Conflict.REPLACE && state == Destination.State.FILE && earlier.hasMadeWhatWasChanged()) {
            throw new RedoubtException(Problem.of(ProblemKind.EXISTS, destination.text() + " was restored by an earlier run and changed since, so it is not replaced.")
                    .hint("Move it away, and go on."));
        }
        return new Restoring(record, destination, state, goesOn ? Conflict.CONTINUE : wanted, !parameters.string("owners").orElse("names").equals("numbers"),
                Inclusion.of(record, parameters));
    }

    /** How it is done. */
    enum Way {
        /** A new directory beside the place, renamed at the end. */
        NEW_TREE,
        /** Entry by entry into a directory that is there. */
        INTO_TREE,
        /** A new file beside the place, renamed at the end. */
        NEW_FILE,
        /** Over a device. */
        DEVICE,
        /** Not at all: something is there and is to stay. */
        SKIP
    }

    Way way() {
        boolean tree = record.kind() == VolumeKind.DIRECTORY;
        return switch (state) {
            case ABSENT -> tree ? Way.NEW_TREE : Way.NEW_FILE;
            case EMPTY_DIRECTORY, DIRECTORY -> Way.INTO_TREE;
            case FILE, OTHER -> conflict == Conflict.SKIP ? Way.SKIP : Way.NEW_FILE;
            case DEVICE -> conflict == Conflict.SKIP ? Way.SKIP : Way.DEVICE;
        };
    }

    /** What whoever restores all of it should know of what was protected. */
    Optional<Problem> lacking() {
        long unread = record.content() instanceof VolumeRecord.Tree tree && selection.isAll() ? tree.counts().unread() : 0;
        return unread == 0 ? Optional.empty() : Optional.of(Problem.of(ProblemKind.CONFLICT, "When " + record.path() + " was protected, "
                + (unread == 1 ? "1 entry could not be kept as it was" : unread + " entries could not be kept as they were")
                + "; what was not kept is not restored."));
    }

    /** What keeps it from being done. */
    Optional<Problem> problem() {
        boolean tree = record.kind() == VolumeKind.DIRECTORY;
        String place = destination.text();
        return switch (state) {
            case ABSENT -> record.kind() == VolumeKind.DEVICE && place.startsWith("/dev/")
                    ? Optional.of(Problem.of(ProblemKind.NOT_FOUND, "The device " + place + " is not there.")
                            .hint("Attach it, or restore to a directory, where it becomes an image."))
                    : Optional.empty();
            case EMPTY_DIRECTORY -> tree ? Optional.empty() : wrongKind("a directory");
            case DIRECTORY -> !tree ? wrongKind("a directory") : conflict == Conflict.FAIL && selection.isAll()
                    ? exists(place + " exists and is not empty.") : Optional.empty();
            case FILE -> tree && conflict != Conflict.SKIP ? wrongKind("a file") : conflict == Conflict.FAIL
                    ? exists(place + " exists.") : Optional.empty();
            case DEVICE -> tree ? wrongKind("a device") : conflict == Conflict.FAIL
                    ? exists(place + " is a device, whose content would be overwritten.") : Optional.empty();
            case OTHER -> conflict == Conflict.SKIP ? Optional.empty() : wrongKind("neither a file nor a directory, a link for instance");
        };
    }

    private Optional<Problem> wrongKind(String what) {
        return Optional.of(Problem.of(ProblemKind.EXISTS, destination.text() + " is " + what + ", which "
                + (record.kind() == VolumeKind.DIRECTORY ? "a directory" : "an image") + " does not replace.")
                .hint("Remove it, or restore to another place."));
    }

    static Optional<Problem> exists(String sentence) {
        return Optional.of(Problem.of(ProblemKind.EXISTS, sentence).hint(HINT));
    }
}
