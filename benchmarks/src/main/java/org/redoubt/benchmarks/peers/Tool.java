package org.redoubt.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;

/** A tool that keeps copies of data, and the store that it has begun. */
interface Tool {
    String name();

    /** Begins a store of its own with nothing in it. */
    void begin(Path folder) throws Exception;

    /**
     * Keeps a copy.
     *
     * @param data a file or a directory
     * @param reread whether to read also what looks unchanged
     */
    void protect(Path data, boolean reread) throws Exception;

    /** Brings the newest copy back into a directory. */
    void restore(Path data, Path target) throws Exception;

    /** Reads and checks everything in the store. */
    void verify() throws Exception;

    /** Where the bytes are of which the size counts. */
    Path store();

    /** The seconds that processes of the tool have used up that go on running between its commands. */
    default double standingCpu() throws IOException {
        return 0;
    }

    /** The most memory that these processes have had since the store was begun, in megabytes. */
    default double standingMemory() {
        return 0;
    }
}
