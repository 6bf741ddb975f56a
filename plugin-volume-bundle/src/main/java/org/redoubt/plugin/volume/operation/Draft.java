package org.redoubt.plugin.volume.operation;

import java.nio.charset.StandardCharsets;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.Existing;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.place.Destination;
import org.redoubt.plugin.volume.place.VolumePath;
import org.redoubt.plugin.volume.undo.Steps;
import org.redoubt.plugin.volume.undo.Traces;

/** A file or tree that is restored under a hidden name beside its place in main, and gets its name in complete. */
final class Draft {
    private static final String PREFIX = ".redoubt-";
    private static final String DRAFT = "draft.name";
    private static final String NAME = "restored.name";
    private static final String REPLACES = "draft.replaces";

    private final Destination destination;
    private final String draft;
    private final boolean replaces;
    private final String token;

    private Draft(Destination destination, String token, boolean replaces) {
        this.destination = destination;
        this.draft = PREFIX + token;
        this.replaces = replaces;
        this.token = token;
    }

    /** Announces a draft, which is to be made now. */
    static Draft announce(Host host, Destination destination, RestoreContext context, String token, boolean replaces) throws RedoubtException {
        new Parents(host).make(destination.parent(), context.operation(), context.undo());
        Draft announced = new Draft(destination, token, replaces);
        context.undo().register(Steps.removeRestored(destination.parent(), announced.draft, destination.name(), replaces, token));
        return announced;
    }

    /** Its name. */
    byte[] name() {
        return bytes(draft);
    }

    /** It is all there, and gets the name that is wanted. */
    void finished(Directory parent, RestoreContext context) throws HostFileException {
        finished(parent, context, destination.name(), replaces);
    }

    /** What there is of it is there, and gets another name, which nothing has. */
    void finishedAs(String name, Directory parent, RestoreContext context) throws HostFileException {
        finished(parent, context, name, false);
    }

    private void finished(Directory parent, RestoreContext context, String name, boolean replacing) throws HostFileException {
        Traces.leave(context.memo(), token, parent.child(name()).status(), name);
        context.memo().put(DRAFT, draft);
        context.memo().put(NAME, name);
        context.memo().put(REPLACES, Boolean.toString(replacing));
    }

    /**
     * Gives the draft of this run its name.
     *
     * @return the name it got
     */
    static String publish(Host host, Destination destination, RestoreContext context) throws RedoubtException {
        String draft = context.memo().get(DRAFT).orElseThrow();
        String name = context.memo().get(NAME).orElseThrow();
        boolean replaces = context.memo().get(REPLACES).filter(Boolean::parseBoolean).isPresent();
        try (Directory parent = host.files().openDirectory(VolumePath.of(destination.parent()))) {
            parent.rename(bytes(draft), parent, bytes(name), replaces ? Existing.REPLACE : Existing.KEEP);
            named(context, draft.substring(PREFIX.length()), parent, name);
            parent.sync();
        } catch (HostFileException refused) {
            if (refused.kind() == HostFileException.Kind.EXISTS || refused.kind() == HostFileException.Kind.NOT_EMPTY) {
                throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, destination.parent() + "/" + name
                        + " appeared while the volume was restored, and is not replaced."), refused);
            }
            throw FileProblems.fatal(refused);
        }
        return name;
    }

    private static void named(RestoreContext context, String token, Directory parent, String name) {
        try {
            Traces.named(context.memo(), token, parent.child(bytes(name)).status());
        } catch (HostFileException moved) {
            // Somebody has taken it away at once, so there will be nothing to take back.
            return;
        }
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
