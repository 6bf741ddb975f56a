package org.redoubt.plugin.volume.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel lets this process do, as it tells in {@code /proc/self/status}. */
final class Privilege {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String EFFECTIVE = "CapEff:";

    /** CAP_SYS_ADMIN, which the kernel asks for when a subvolume is deleted. */
    private static final long ADMINISTRATOR = 1L << 21;

    private Privilege() {}

    static boolean administersFileSystems() throws IOException {
        return Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith(EFFECTIVE))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16))
                .anyMatch(capabilities -> (capabilities & ADMINISTRATOR) != 0);
    }
}
