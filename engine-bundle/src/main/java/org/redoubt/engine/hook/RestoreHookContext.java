package org.redoubt.engine.hook;

import java.util.Optional;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.protection.RestoredResource;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;

final class RestoreHookContext extends HookContext implements RestoreContext {
    RestoreHookContext(HookCall call, HookHost host) {
        super(call, host);
    }

    @Override
    public ResourceSection section() {
        return host().section();
    }

    @Override
    public Optional<RestoreTarget> target() {
        return host().target();
    }

    @Override
    public void restored(Resource fresh, String place, JsonObject attributes) {
        host().restored(new RestoredResource(fresh, place, attributes));
    }

    @Override
    public Optional<RestoredResource> restored(ResourceRef original) {
        return host().restored(original);
    }

    @Override
    public void incomplete(Problem problem) {
        host().incomplete(problem);
    }

    @Override
    public void needs(String store, String place, long bytes, long available) {
        host().needs(store, place, bytes, available);
    }
}
