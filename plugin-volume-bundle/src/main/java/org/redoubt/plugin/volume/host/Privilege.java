package org.redoubt.plugin.volume.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel lets this process do, as it tells in {@code /proc/self}. */
public final class Privilege {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String EFFECTIVE = "CapEff:";

    /** CAP_SYS_ADMIN. */
    private static final long ADMINISTRATOR = 1L << 21;

    /** Every user is mapped to itself: whoever is root in a user namespace of a container is not the root of the system. */
    private static final Path USERS = Path.of("/proc/self/uid_map");
    private static final String ALL_USERS = "0 0 4294967295";

    private Privilege() {}

    /** Whether the kernel takes it for root where file systems are concerned: when subvolumes are deleted, and {@code trusted} attributes listed. */
    public static boolean administersFileSystems() throws IOException {
        boolean administrator = Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith(EFFECTIVE))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16))
                .anyMatch(capabilities -> (capabilities & ADMINISTRATOR) != 0);
        return administrator && (!Files.exists(USERS) || Files.readString(USERS).strip().replaceAll("\\s+", " ").equals(ALL_USERS));
    }
}
