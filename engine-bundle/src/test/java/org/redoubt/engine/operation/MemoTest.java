package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.testkit.journal.MemoryJournal;

/** What a hook leaves for the next hooks and for undo. */
class MemoTest {
    @TempDir
    private Path home;

    @Test
    void whatAHookHasLeftIsRecordedWhenTheNextOneBegins() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        try (Fixture fixture = new Fixture(home, Fixture.serverWithTwoVolumes(), Patience.DEFAULT, journal)) {
            CompletableFuture<Map<Integer, JsonObject>> recorded = new CompletableFuture<>();
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> context.memo().put("left", "by main"));
            fixture.toy.before(OperationType.PROTECT, Hook.COMPLETE, "one", context -> recorded.complete(journal.resources(context.operation())));
            fixture.run(fixture.protectAll());
            JsonObject one = recorded.get(1, TimeUnit.MINUTES).get(1);
            assertEquals(Optional.of("by main"), one.object("memo").orElseThrow().string("left"));
        }
    }
}
