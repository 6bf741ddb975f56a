package org.example.nightly;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.service.RefusedException;
import org.redoubt.api.service.RestoreRequest;

/** Gives the runtime a bank and a provider, and protects directories with them. */
@Component(service = Nightly.class)
public final class Nightly {
    private static final Caller SELF = Caller.of("nightly", ProjectId.DEFAULT);

    private final ProtectionService redoubt;

    @Activate
    public Nightly(@Reference ProtectionService redoubt, @Reference ConfigurationAdmin configuration) throws IOException {
        this.redoubt = redoubt;
        configure(configuration, "org.redoubt.bank.filesystem", Map.of("name", "default", "path", "var/bank"));
        configure(configuration, "org.redoubt.provider", Map.of("name", "default", "bank", "default"));
    }

    private static void configure(ConfigurationAdmin admin, String factory, Map<String, String> values) throws IOException {
        Dictionary<String, Object> properties = new Hashtable<>(values);
        admin.getFactoryConfiguration(factory, "default", "?").updateIfDifferent(properties);
    }

    /** Protects a directory, and returns when that has ended, well or not. */
    public OperationView protect(String directory) throws RedoubtException {
        Plan plan = Plan.builder("ad-hoc").resource(new ResourceRef("Host::Volume", directory)).build();
        try {
            OperationHandle handle = redoubt.protect(SELF, ProtectRequest.of(plan));
            try (var listening = handle.listen(event -> System.out.println(event.kind() + " " + event.text()))) {
                return handle.done().toCompletableFuture().join();
            }
        } catch (RefusedException refused) {
            refused.problems().forEach(problem -> System.err.println(problem));
            throw refused;
        }
    }

    /** Brings a checkpoint back below another directory, and returns when that has ended, well or not. */
    public OperationView restore(String checkpoint, String target) throws RedoubtException {
        RestoreRequest request = RestoreRequest.of(CheckpointId.of(checkpoint)).target(target);
        return redoubt.restore(SELF, request).done().toCompletableFuture().join();
    }
}
