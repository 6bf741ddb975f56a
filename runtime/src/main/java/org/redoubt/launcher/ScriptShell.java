package org.redoubt.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A shell whose lines come from a file or a pipe; it ends at the first one that fails. */
final class ScriptShell {
    private final Dialogue dialogue;
    private final BufferedReader lines;

    ScriptShell(Dialogue dialogue, InputStream input) {
        this.dialogue = dialogue;
        this.lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    int run() throws IOException, LaunchException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                int status = dialogue.line(line);
                if (status != 0) {
                    return status;
                }
            }
        }
        return 0;
    }
}
