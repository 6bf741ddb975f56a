package org.redoubt.shell.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.redoubt.api.deploy.PluginFile;
import org.redoubt.api.deploy.PluginFolder;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.PluginView;

/** The plugins as the engine knows them, and the folder that they came from. */
@Component(service = PluginDoor.class)
public final class PluginDoor {
    private final FrontDoor door;
    private final AtomicReference<PluginFolder> folder = new AtomicReference<>();

    /** Made by the component runtime. */
    @Activate
    public PluginDoor(@Reference FrontDoor door) {
        this.door = door;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(PluginFolder bound) {
        folder.set(bound);
    }

    void unbind(PluginFolder unbound) {
        folder.compareAndSet(unbound, null);
    }

    FrontDoor door() {
        return door;
    }

    PluginFolder folder() throws RedoubtException {
        return Optional.ofNullable(folder.get()).orElseThrow(() -> new RedoubtException(
                Problem.of(ProblemKind.UNAVAILABLE, "This runtime watches no folder of plugins.")));
    }

    /** The files in the folder; none where no folder is watched. */
    List<PluginFile> files() {
        return Optional.ofNullable(folder.get()).map(PluginFolder::files).orElse(List.of());
    }

    /** The plugins that the engine knows. */
    List<PluginView> plugins(Invocation invocation) throws RedoubtException, InterruptedException {
        return door.open().plugins(invocation.caller()).list();
    }

    /** The file in the folder that a person means, by its own name or the symbolic name of its bundle. */
    Optional<PluginFile> file(String name) {
        return files().stream()
                .filter(file -> file.state() != PluginFile.State.DRAINING)
                .filter(file -> file.file().equals(name) || file.name().filter(name::equals).isPresent())
                .findFirst();
    }
}
