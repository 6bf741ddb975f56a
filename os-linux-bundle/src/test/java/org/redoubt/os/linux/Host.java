package org.redoubt.os.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The tools of the host, against which these tests hold what the bundle does. */
public final class Host {

    private Host() {}

    /** Runs a command that must succeed and tells what it prints, without the last line break. */
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

    /** Runs a command and tells its exit status. */
    public static int status(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            process.getInputStream().readAllBytes();
            return await(process);
        } catch (IOException notInstalled) {
            return 127;
        }
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
