package org.redoubt.api.vault;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The path of an entry below the root of its tree, as bytes, since a file name need not be text. The root is the empty path.
 * No name is empty, {@code .} or {@code ..}, and none holds a NUL, so a path can never lead out of its tree. Paths sort by
 * their names one by one, each by its unsigned bytes, so a directory comes right before what is in it.
 */
public final class TreePath implements Comparable<TreePath> {
    /** The root of a tree. */
    public static final TreePath ROOT = new TreePath(new byte[0]);

    private final byte[] bytes;

    private TreePath(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A path from its bytes.
     *
     * @param bytes names separated by slashes; copied
     * @return the path
     * @throws IllegalArgumentException if a name is empty, {@code .}, {@code ..} or holds a NUL
     */
    public static TreePath of(byte[] bytes) {
        int start = 0;
        for (int i = 0; bytes.length > 0 && i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '/') {
                checkName(bytes, start, i);
                start = i + 1;
            }
        }
        return bytes.length == 0 ? ROOT : new TreePath(bytes.clone());
    }

    /** A path from its UTF-8 text. */
    public static TreePath of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A path as people write it: slashes around it do not count, and of {@code \xNN}, as {@link #toString()} shows bytes that are no text, it is
     * known that they stand for bytes.
     *
     * @param text what was written
     * @return the path
     * @throws IllegalArgumentException if a name is empty, {@code .}, {@code ..} or holds a NUL
     */
    public static TreePath parse(String text) {
        String bare = text.replaceAll("^/+|/+$", "");
        TreePath plain = of(bare);
        byte[] bytes = plain.bytes;
        byte[] unescaped = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean escape = i + 3 < bytes.length && bytes[i] == '\\' && bytes[i + 1] == 'x' && hex(bytes[i + 2]) >= 0 && hex(bytes[i + 3]) >= 0;
            unescaped[length++] = escape ? (byte) (hex(bytes[i + 2]) << 4 | hex(bytes[i + 3])) : bytes[i];
            i += escape ? 3 : 0;
        }
        TreePath shown = length == bytes.length ? plain : of(Arrays.copyOf(unescaped, length));
        // Only what is no text is shown in this way; in a text it is what the name really is.
        return shown.toString().equals(bare) ? shown : plain;
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }

    private static void checkName(byte[] bytes, int start, int end) {
        int length = end - start;
        boolean dots = length == 1 && bytes[start] == '.' || length == 2 && bytes[start] == '.' && bytes[start + 1] == '.';
        boolean nul = false;
        for (int i = start; i < end; i++) {
            nul |= bytes[i] == 0;
        }
        if (length == 0 || dots || nul) {
            throw new IllegalArgumentException("A path in a tree has a name that is empty, \".\", \"..\" or holds a NUL.");
        }
    }

    /** The path of a child. */
    public TreePath resolve(byte[] name) {
        checkName(name, 0, name.length);
        for (byte b : name) {
            if (b == '/') {
                throw new IllegalArgumentException("A name holds no slash.");
            }
        }
        byte[] joined = Arrays.copyOf(bytes, bytes.length == 0 ? name.length : bytes.length + 1 + name.length);
        if (bytes.length > 0) {
            joined[bytes.length] = '/';
        }
        System.arraycopy(name, 0, joined, joined.length - name.length, name.length);
        return new TreePath(joined);
    }

    /** Whether this is the root. */
    public boolean isRoot() {
        return bytes.length == 0;
    }

    /** The path of the directory that holds this; the root's is the root. */
    public TreePath parent() {
        int slash = lastSlash();
        return slash < 0 ? ROOT : new TreePath(Arrays.copyOf(bytes, slash));
    }

    /** The last name; empty for the root. A copy. */
    public byte[] name() {
        return Arrays.copyOfRange(bytes, lastSlash() + 1, bytes.length);
    }

    private int lastSlash() {
        int i = bytes.length - 1;
        while (i >= 0 && bytes[i] != '/') {
            i--;
        }
        return i;
    }

    /** Whether this is the other path or lies below it. */
    public boolean startsWith(TreePath other) {
        int n = other.bytes.length;
        return n == 0 || bytes.length >= n && Arrays.equals(bytes, 0, n, other.bytes, 0, n)
                && (bytes.length == n || bytes[n] == '/');
    }

    /** The bytes. A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(TreePath other) {
        int mismatch = Arrays.mismatch(bytes, other.bytes);
        if (mismatch < 0) {
            return 0;
        }
        return Integer.compare(rank(mismatch), other.rank(mismatch));
    }

    private int rank(int i) {
        // A slash ends a name, and the end of a name sorts before every byte of a longer one.
        return i == bytes.length ? -1 : bytes[i] == '/' ? 0 : Byte.toUnsignedInt(bytes[i]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreePath that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The path as text for people; bytes that are not UTF-8 are shown as {@code \xNN}. */
    @Override
    public String toString() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            StringBuilder out = new StringBuilder();
            for (byte b : bytes) {
                out.append(b >= 0x20 && b < 0x7f ? String.valueOf((char) b) : String.format("\\x%02x", b));
            }
            return out.toString();
        }
    }
}
