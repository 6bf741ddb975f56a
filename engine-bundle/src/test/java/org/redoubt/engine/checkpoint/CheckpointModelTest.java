package org.redoubt.engine.checkpoint;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sequences of what several runtimes do with the checkpoints of one bank. Whatever happens, all that is available or can be undeleted has its
 * content, byte by byte, and nothing else is listed; where a bank retains what it is given, nothing is purged before its time. How many sequences there
 * are is said by the property {@code redoubt.model.seeds}.
 */
class CheckpointModelTest {
    private static final int STEPS = 80;

    @TempDir
    private Path temporary;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("redoubt.model.seeds", 4));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatShouldBeThereIsThereAndNothingElse(long seed) throws Exception {
        try (CheckpointModel model = new CheckpointModel(seed, temporary)) {
            for (int step = 0; step < STEPS; step++) {
                model.step();
                if (step % 5 == 0) {
                    model.verify();
                }
            }
            model.end(1 + STEPS / 20);
        }
    }
}
