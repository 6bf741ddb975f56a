package org.redoubt.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.redoubt.benchmarks.Clock;

/** What one tool needed for one set of data, over all rounds. */
final class Figures {
    final Clock first;
    final Clock unchanged;
    final Clock reread;
    final Clock verify;
    final Clock second;
    final Clock restore;
    /** With no process of the tool running before. */
    final Clock cold = new Clock();
    private double stored;
    private double grown;
    private double memory;

    Figures(Tool tool) {
        first = new Clock(tool::standingCpu);
        unchanged = new Clock(tool::standingCpu);
        reread = new Clock(tool::standingCpu);
        verify = new Clock(tool::standingCpu);
        second = new Clock(tool::standingCpu);
        restore = new Clock(tool::standingCpu);
    }

    /** Notes what the store of a tool has after the first version. */
    void stored(Tool tool) throws IOException {
        stored = bytes(tool.store());
    }

    /** Notes what it has got for the second version, from when it had so much. */
    void grown(Tool tool, double before) throws IOException {
        grown = bytes(tool.store()) - before;
    }

    /** Notes what memory a tool has had at the most. */
    void memory(Tool tool) {
        memory = Math.max(memory, tool.standingMemory());
    }

    /** The most in any round, in megabytes. */
    double memory() {
        return memory;
    }

    double stored() {
        return stored;
    }

    double grown() {
        return grown;
    }

    static double bytes(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            double sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
