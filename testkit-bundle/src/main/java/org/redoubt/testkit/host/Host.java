package org.redoubt.testkit.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The tools of the host, against which tests hold what the code does. */
public final class Host {

    private static final int NOT_INSTALLED = 127;

    private Host() {}

    /**
     * Runs a command that must succeed.
     *
     * @param command the command and its arguments
     * @return what it printed, byte for byte as ISO 8859-1, without white space at the end
     * @throws IOException if it cannot be run or fails
     */
    public static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        int status = await(process);
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status + ": " + output);
        }
        return output.stripTrailing();
    }

    /**
     * Runs a command that may fail.
     *
     * @param command the command and its arguments
     * @return its exit status, 127 if it is not installed
     * @throws IOException if this thread is interrupted
     */
    public static int status(String... command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException notInstalled) {
            return NOT_INSTALLED;
        }
        process.getOutputStream().close();
        return await(process);
    }

    /** Whether this process is root's. */
    public static boolean isRoot() throws IOException {
        return run("id", "-u").equals("0");
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
