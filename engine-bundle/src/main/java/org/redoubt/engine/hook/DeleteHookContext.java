package org.redoubt.engine.hook;

import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.protection.DeleteContext;

final class DeleteHookContext extends HookContext implements DeleteContext {
    DeleteHookContext(HookCall call, HookHost host) {
        super(call, host);
    }

    @Override
    public ResourceSection section() {
        return host().section();
    }
}
