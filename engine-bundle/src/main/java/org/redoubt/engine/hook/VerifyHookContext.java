package org.redoubt.engine.hook;

import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.VerifyContext;
import org.redoubt.api.vault.CheckDepth;

final class VerifyHookContext extends HookContext implements VerifyContext {
    VerifyHookContext(HookCall call, HookHost host) {
        super(call, host);
    }

    @Override
    public ResourceSection section() {
        return host().section();
    }

    @Override
    public CheckDepth depth() {
        return host().depth();
    }

    @Override
    public void damaged(Problem problem) {
        host().incomplete(problem);
    }
}
