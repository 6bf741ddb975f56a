package org.redoubt.engine.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.plugin.PluginId;

/** What rests for the sake of hooks that may come late. */
class LateHooksTest {
    private static final OperationId OPERATION = new OperationId("op");
    private static final OpenStep STEP = new OpenStep("op.1", 1, UndoSpec.of("thaw"), Resource.of("Toy::Volume", "one", "one"), 0, Hook.MAIN,
            new PluginId("org.example.toy", new Version(1, 0, 0), 7), 0, "");

    private final LateHooks late = new LateHooks();

    @Test
    void whatRestsUntilTheHookHasEndedIsToldThenSoThatNothingIsForgotten() {
        late.expect(OPERATION, 0);
        assertTrue(late.rest(OPERATION, STEP));
        assertEquals(Set.of(STEP.key()), late.ended(OPERATION, 0));
        assertFalse(late.rest(OPERATION, STEP));
        assertEquals(Set.of(), late.ended(OPERATION, 0));
    }

    @Test
    void whatIsWokenRestsAgainWhenItWasTakenBack() {
        late.expect(OPERATION, 0);
        late.rest(OPERATION, STEP);
        late.wake(OPERATION, 0);
        assertFalse(late.rests(OPERATION, STEP));
        assertTrue(late.rest(OPERATION, STEP));
    }

    @Test
    void whatIsWaivedRestsNoMoreThoughItsHookHasNotEnded() {
        late.expect(OPERATION, 0);
        late.rest(OPERATION, STEP);
        late.waive(OPERATION);
        assertFalse(late.rests(OPERATION, STEP));
        assertFalse(late.rest(OPERATION, STEP));
        assertFalse(late.expects(OPERATION, 0));
        assertTrue(late.expects(OPERATION));
        late.ended(OPERATION, 0);
        assertFalse(late.expects(OPERATION));
    }
}
