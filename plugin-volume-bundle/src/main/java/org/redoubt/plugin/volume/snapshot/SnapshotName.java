package org.redoubt.plugin.volume.snapshot;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The name that a snapshot has in its directory. */
final class SnapshotName {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9-]{1,200}");
    private static final String PREFIX = ".redoubt-snapshot-";

    private SnapshotName() {}

    /** Refuses a token that could be anything but part of a name: what is under that name will be deleted. */
    static String of(String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("no token of a snapshot: " + token);
        }
        return PREFIX + token;
    }

    static byte[] bytes(String token) {
        return of(token).getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a path is one of a snapshot. */
    static boolean isOne(Path path) {
        return path.getFileName().toString().startsWith(PREFIX);
    }
}
