package org.redoubt.api.os;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** File names as bytes: checked, shown, and as part of a {@link Path}. */
public final class FileNames {

    private static final String HEX = "0123456789abcdef";

    private FileNames() {}

    /**
     * Refuses what is not the name of one file within a directory.
     *
     * @param name the name
     * @return the same array
     * @throws IllegalArgumentException if the name is empty, {@code .} or {@code ..}, or holds a slash or a NUL
     */
    public static byte[] check(byte[] name) {
        boolean dots = name.length <= 2;
        for (byte b : name) {
            if (b == '/' || b == 0) {
                throw new IllegalArgumentException("not a single file name: " + display(name));
            }
            dots &= b == '.';
        }
        if (dots) {
            throw new IllegalArgumentException("not a file name: " + display(name));
        }
        return name;
    }

    /**
     * Shows bytes to people: as text in single quotes where they are printable UTF-8, else with a {@code \xHH} for each byte that is
     * not printable ASCII. Made for messages; it cannot lead a terminal astray.
     *
     * @param name any bytes
     * @return one line
     */
    public static String display(byte[] name) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
            if (text.codePoints().allMatch(FileNames::printable)) {
                return "'" + text + "'";
            }
        } catch (CharacterCodingException notUtf8) {
            // shown byte by byte below
        }
        StringBuilder shown = new StringBuilder(name.length + 16).append('\'');
        for (byte b : name) {
            if (b >= ' ' && b < 0x7f && b != '\\') {
                shown.append((char) b);
            } else {
                shown.append("\\x").append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return shown.append('\'').toString();
    }

    /**
     * Tells the bytes of a path as the host has them, whatever the locale of this process.
     *
     * @param path a path of the default file system
     * @return the bytes of the absolute path, without a trailing slash
     * @throws IllegalArgumentException if the path is of another file system, such as one in an archive
     */
    public static byte[] bytes(Path path) {
        // A path keeps the host's bytes; its text does not, but its URI escapes them one by one.
        URI uri = path.toUri();
        if (!"file".equals(uri.getScheme())) {
            throw new IllegalArgumentException("not a path of this host: " + uri);
        }
        String escaped = uri.getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        byte[] all = bytes.toByteArray();
        boolean trailing = all.length > 1 && all[all.length - 1] == '/';
        return trailing ? Arrays.copyOf(all, all.length - 1) : all;
    }

    /**
     * Makes a path from the bytes of an absolute one, whatever the locale of this process.
     *
     * @param absolute the bytes, beginning with a slash
     * @return the path, of the default file system
     * @throws IllegalArgumentException if the bytes do not begin with a slash or hold a NUL
     */
    public static Path path(byte[] absolute) {
        if (absolute.length == 0 || absolute[0] != '/') {
            throw new IllegalArgumentException("not an absolute path: " + display(absolute));
        }
        StringBuilder uri = new StringBuilder("file://");
        for (byte b : absolute) {
            boolean plain = b == '/' || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
            if (plain) {
                uri.append((char) b);
            } else {
                uri.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return Path.of(URI.create(uri.toString()));
    }

    private static boolean printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> codePoint != '\\';
        };
    }
}
