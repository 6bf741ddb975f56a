package org.redoubt.testkit.protection;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.protectable.DiscoveryContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.resource.Resource;

/** A proper protectable plugin passes the suite. */
class NoteProtectableTest implements ProtectablePluginContract {
    private static final Resource FOLDER = Resource.of("Test::Folder", "f1", "folder");
    private static final List<Resource> NOTES = List.of(Resource.of("Test::Note", "n1", "one"), Resource.of("Test::Note", "n2", "two"));

    @Override
    public ProtectablePlugin plugin() {
        return new ProtectablePlugin() {
            @Override
            public String getResourceType() {
                return "Test::Note";
            }

            @Override
            public Set<String> getParentResourceTypes() {
                return Set.of("Test::Folder");
            }

            @Override
            public List<Resource> listResources(DiscoveryContext context) throws CancelledException {
                context.checkCancelled();
                return NOTES;
            }

            @Override
            public Optional<Resource> showResource(DiscoveryContext context, String id) {
                return NOTES.stream().filter(note -> note.id().equals(id)).findFirst();
            }

            @Override
            public List<Resource> getDependentResources(DiscoveryContext context, Resource parent) {
                return parent.equals(FOLDER) ? NOTES : List.of();
            }
        };
    }

    @Override
    public Resource sample() {
        return NOTES.getFirst();
    }

    @Override
    public Optional<Resource> parent() {
        return Optional.of(FOLDER);
    }
}
