package org.redoubt.plugin.volume.operation;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
    private static final String NAME = "draft.name";
    private static final String REPLACES = "draft.replaces";

    private final Host host;
    private final Destination destination;

    Draft(Host host, Destination destination) {
        this.host = host;
        this.destination = destination;
    }

    /** Announces a draft and gives its name. */
    byte[] announce(RestoreContext context, String token, boolean replaces) throws RedoubtException {
        new Parents(host).make(destination.parent(), context.operation(), context.undo());
        String name = ".redoubt-" + token;
        context.undo().register(Steps.removeRestored(destination.parent(), name, destination.name(), replaces));
        context.memo().put(NAME, name);
        context.memo().put(Traces.NAME, destination.name());
        context.memo().put(REPLACES, Boolean.toString(replaces));
        return bytes(name);
    }

    /** Leaves the traces of a finished draft. */
    static void finished(Directory parent, byte[] draft, RestoreContext context) throws HostFileException {
        Traces.leave(context.memo(), parent.child(draft).status());
    }

    /** Lets the finished draft get another name than it was announced with. */
    static void rename(RestoreContext context, String name) {
        context.memo().put(Traces.NAME, name);
        context.memo().put(REPLACES, Boolean.toString(false));
    }

    /**
     * Gives the draft its name, if there is one.
     *
     * @return the name it got
     */
    Optional<String> publish(RestoreContext context) throws RedoubtException {
        Optional<String> draft = context.memo().get(NAME);
        if (draft.isEmpty()) {
            return Optional.empty();
        }
        String name = context.memo().get(Traces.NAME).orElseThrow();
        boolean replaces = context.memo().get(REPLACES).filter(Boolean::parseBoolean).isPresent();
        try (Directory parent = host.files().openDirectory(VolumePath.of(destination.parent()))) {
            parent.rename(bytes(draft.get()), parent, bytes(name), replaces ? Existing.REPLACE : Existing.KEEP);
            parent.sync();
        } catch (HostFileException refused) {
            if (refused.kind() == HostFileException.Kind.EXISTS || refused.kind() == HostFileException.Kind.NOT_EMPTY) {
                throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, destination.parent() + "/" + name
                        + " appeared while the volume was restored, and is not replaced."), refused);
            }
            throw FileProblems.fatal(refused);
        }
        return Optional.of(name);
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
