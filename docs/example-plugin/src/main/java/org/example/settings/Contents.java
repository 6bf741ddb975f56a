package org.example.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.redoubt.api.protection.OperationId;

/** The bytes of files of settings. */
final class Contents {
    private static final Pattern COMMENT = Pattern.compile("(?m)^#.*\\R?");

    private Contents() {
    }

    /** A name that only one operation uses. */
    static Path beside(Path file, OperationId operation) {
        return file.resolveSibling("." + file.getFileName() + "." + operation.value());
    }

    static byte[] read(Path file, boolean stripComments) throws IOException {
        return stripComments ? COMMENT.matcher(Files.readString(file)).replaceAll("").getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(file);
    }

    static boolean is(Path file, String sha256) throws IOException {
        return Files.isRegularFile(file) && sha256(Files.readAllBytes(file)).equals(sha256);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
