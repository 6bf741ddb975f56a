package org.redoubt.os.linux.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.function.Executable;
import org.redoubt.api.os.HostFileException;
import org.redoubt.testkit.host.Host;

/** What the tests of this package share. */
final class Fixture {

    /** A legal name that is no text in UTF-8. */
    static final byte[] LATIN = {'g', 'r', (byte) 0xfc, 'n', '\n', (byte) 0xff};

    private Fixture() {}

    static byte[] name(String name) {
        return name.getBytes(UTF_8);
    }

    static HostFileException assertRefused(HostFileException.Kind kind, Executable action) {
        HostFileException refusal = assertThrows(HostFileException.class, action);
        assertEquals(kind, refusal.kind(), refusal.getMessage());
        return refusal;
    }

    /** Containers have a root that may not do this. */
    static boolean trustedAttributesAreSet(Path folder) throws IOException {
        Path probe = Files.createFile(folder.resolve("trusted probe"));
        boolean set = Host.status("setfattr", "-n", "trusted.probe", "-v", "x", probe.toString()) == 0;
        Files.delete(probe);
        return set;
    }
}
