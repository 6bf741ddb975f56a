package org.redoubt.engine.hook;

import java.util.List;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.UndoHandle;
import org.redoubt.api.protection.UndoLog;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;

/**
 * An undo log that a hook cannot use any longer than its context, even if it kept it: a hook that was given up must not release
 * what is being taken back. To a question it registers nothing, as nobody would take that back.
 *
 * @param context whose
 */
record FencedUndoLog(HookContext context) implements UndoLog {
    private UndoLog log() {
        return context.host().undo(context.hook());
    }

    @Override
    public UndoHandle register(UndoSpec spec) throws RedoubtException {
        context.refuseQuestion("register the step \"" + spec.name() + "\"");
        UndoLog log = log();
        String id = log.register(spec).id();
        if (context.isFenced()) {
            // It took so long to record that nobody waits any more: what is not done need not be taken back.
            log.release(id);
            throw context.refusal();
        }
        return new UndoHandle() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public void release() throws RedoubtException {
                log().release(id);
            }
        };
    }

    @Override
    public List<UndoStep> open() {
        return log().open();
    }

    @Override
    public void release(String id) throws RedoubtException {
        log().release(id);
    }
}
