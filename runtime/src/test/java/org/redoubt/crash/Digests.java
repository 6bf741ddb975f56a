package org.redoubt.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Digests of files, taken once for as long as the file system says that nobody has touched them. */
final class Digests {
    private record Known(Map<String, Object> state, String digest) {
    }

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    String of(Path file) throws IOException {
        Map<String, Object> state = Files.readAttributes(file, "unix:ino,size,ctime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        Known before = known.get(file);
        if (before != null && before.state().equals(state)) {
            return before.digest();
        }
        String digest = of(Files.readAllBytes(file));
        known.put(file, new Known(state, digest));
        return digest;
    }

    static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
