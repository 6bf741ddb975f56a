package org.redoubt.plugin.server;

import java.util.EnumSet;
import java.util.Set;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.VerifyContext;
import org.redoubt.api.resource.Resource;

/** Looks whether the description of a server makes sense. */
final class VerifyServer implements Operation<VerifyContext> {

    @Override
    public Set<Hook> hooks() {
        return EnumSet.of(Hook.MAIN);
    }

    @Override
    public void onMain(Checkpoint checkpoint, Resource resource, VerifyContext context, Parameters parameters) throws Exception {
        try {
            SavedServer.of(context.section());
        } catch (RedoubtException e) {
            switch (e.kind()) {
                case DAMAGED, UNSUPPORTED -> context.damaged(e.problem());
                default -> throw e;
            }
        }
    }
}
