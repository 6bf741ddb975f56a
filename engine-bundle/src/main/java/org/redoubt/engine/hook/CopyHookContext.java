package org.redoubt.engine.hook;

import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.protection.CopyContext;

final class CopyHookContext extends HookContext implements CopyContext {
    CopyHookContext(HookCall call, HookHost host) {
        super(call, host);
    }

    @Override
    public ResourceSection source() {
        return host().section();
    }

    @Override
    public ResourceSection target() {
        return host().targetSection();
    }

    @Override
    public Checkpoint targetCheckpoint() {
        return host().targetCheckpoint();
    }
}
