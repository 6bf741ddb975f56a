package org.redoubt.plugin.volume.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.Resource;
import org.redoubt.plugin.volume.rig.Hand;
import org.redoubt.testkit.protection.RecordingUndoLog;

class ParentsTest {
    @TempDir
    Path scratch;

    @Test
    void volumesThatAreRestoredBesideEachOtherAllTakeTheirCommonDirectoryBack() throws Exception {
        OperationId operation = began(Instant.now().minus(Duration.ofMinutes(1)));
        Path directory = Files.createDirectories(scratch.resolve("old")).resolve("a/b");
        assertEquals(1, steps(operation, directory), "made");
        assertEquals(1, steps(operation, directory), "made by the other");
        assertTrue(Files.isDirectory(directory));
    }

    @Test
    void aDirectoryThatWasThereBeforeTheOperationStays() throws Exception {
        assertEquals(0, steps(began(Instant.now().plus(Duration.ofMinutes(1))), scratch));
    }

    private int steps(OperationId operation, Path directory) throws Exception {
        RecordingUndoLog log = new RecordingUndoLog(Resource.of("Host::Volume", "/x", "x"));
        new Parents(Hand.linux().current()).make(directory.toString(), operation, log);
        return log.registered().size();
    }

    private static OperationId began(Instant at) {
        return new OperationId(new UUID(at.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE).toString());
    }
}
