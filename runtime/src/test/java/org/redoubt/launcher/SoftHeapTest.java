package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The heap")
final class SoftHeapTest {
    private static final int BLOCK = 64 << 10;

    @Test
    @DisplayName("given garbage of many times its size that grew old, then it stays small")
    void garbageIsCollected() throws Exception {
        long most = run("garbage");
        assertTrue(most < 250L << 20, () -> "The heap grew to " + (most >> 20) + " MiB.");
    }

    @Test
    @DisplayName("given that much more is in use, then it grows by that")
    void whatIsInUseFits() throws Exception {
        assertTrue(run("used") > 300L << 20);
    }

    private static long run(String what) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g"));
        command.addAll(List.of("-XX:+UseSerialGC", "-Xms128m", "-Xmn40m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=25", "-XX:MaxTenuringThreshold=1",
                "-D" + SoftHeap.PROPERTY + "=80", "-cp", System.getProperty("java.class.path"), Memory.class.getName(), what));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return Long.parseLong(said.strip());
    }

    /** Takes memory, and prints the largest size that the heap had meanwhile. */
    static final class Memory {
        private Memory() {
        }

        public static void main(String[] arguments) {
            SoftHeap.keep();
            boolean garbage = arguments[0].equals("garbage");
            // The ring is what is alive: small enough, or four times what the heap begins with.
            byte[][] ring = new byte[(garbage ? 32 << 20 : 320 << 20) / BLOCK][];
            MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans().stream().filter(MemoryPoolMXBean::isUsageThresholdSupported)
                    .filter(pool -> pool.getType() == MemoryType.HEAP).findFirst().orElseThrow();
            long most = 0;
            long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            int rounds = garbage ? 40 : 2;
            for (int i = 0; i < rounds * ring.length; i++) {
                ring[i % ring.length] = new byte[BLOCK];
                most = Math.max(most, Runtime.getRuntime().totalMemory());
                // Who collects is another thread, which a loop that does nothing but take memory would outrun.
                while (garbage && old.getUsageThreshold() > 0 && old.isUsageThresholdExceeded() && System.nanoTime() < patience) {
                    Thread.onSpinWait();
                }
            }
            long held = Arrays.stream(ring).filter(block -> block.length == BLOCK).count();
            System.out.println(held == ring.length ? most : -1);
        }
    }
}
