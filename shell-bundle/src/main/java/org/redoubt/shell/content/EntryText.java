package org.redoubt.shell.content;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.shell.render.Human;

/** An entry of a tree, as {@code ls -l} shows it and as a document. */
public final class EntryText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final int MINOR_LOW = 0xff;

    private EntryText() {
    }

    /**
     * One line.
     *
     * @param entry the entry
     * @param name what is shown for its path
     */
    public static String line(TreeEntry entry, String name) {
        String owner = entry.user().isEmpty() ? Long.toString(entry.uid()) : entry.user();
        String group = entry.group().isEmpty() ? Long.toString(entry.gid()) : entry.group();
        String time = TIME.format(modified(entry).atZone(ZoneId.systemDefault()));
        return String.format(Locale.ROOT, "%s %-8s %-8s %12s %s %s%s", mode(entry), owner, group, size(entry), time, name, behind(entry));
    }

    private static String size(TreeEntry entry) {
        return switch (entry.type()) {
            case CHARACTER_DEVICE, BLOCK_DEVICE -> major(entry.device()) + ", " + minor(entry.device());
            default -> Long.toString(entry.size());
        };
    }

    private static long major(long device) {
        return device >>> 8 & 0xfff | device >>> 32 & 0xffff_f000L;
    }

    private static long minor(long device) {
        return device & MINOR_LOW | device >>> 12 & 0xffff_ff00L;
    }

    private static String behind(TreeEntry entry) {
        if (entry.type() == EntryType.SYMLINK) {
            return " -> " + Human.printable(new String(entry.linkTarget(), StandardCharsets.UTF_8));
        }
        return entry.sameFileAs().map(first -> " (the same file as " + shown(first) + ")").orElse("");
    }

    private static Instant modified(TreeEntry entry) {
        return Instant.ofEpochSecond(Math.clamp(entry.modifiedSeconds(), Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()), entry.modifiedNanos());
    }

    /** A path for a terminal, on which nothing in it has an effect. */
    public static String shown(TreePath path) {
        return Human.printable(path.toString());
    }

    private static String mode(TreeEntry entry) {
        StringBuilder text = new StringBuilder();
        text.append(switch (entry.type()) {
            case FILE -> '-';
            case DIRECTORY -> 'd';
            case SYMLINK -> 'l';
            case FIFO -> 'p';
            case CHARACTER_DEVICE -> 'c';
            case BLOCK_DEVICE -> 'b';
            case SOCKET -> 's';
        });
        int mode = entry.mode();
        triple(text, mode >> 6, (mode & 04000) != 0, 's');
        triple(text, mode >> 3, (mode & 02000) != 0, 's');
        triple(text, mode, (mode & 01000) != 0, 't');
        return text.append(entry.attributes().isEmpty() ? ' ' : '+').toString();
    }

    private static void triple(StringBuilder text, int bits, boolean special, char letter) {
        boolean execute = (bits & 1) != 0;
        char last = special ? execute ? letter : Character.toUpperCase(letter) : execute ? 'x' : '-';
        text.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-').append(last);
    }

    /** All that is known of it. */
    public static JsonObject json(TreeEntry entry) {
        JsonObject.Builder json = JsonObject.builder().put("path", entry.path().toString())
                .put("type", entry.type().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("mode", String.format(Locale.ROOT, "%04o", entry.mode())).put("uid", entry.uid()).put("gid", entry.gid());
        if (!entry.user().isEmpty()) {
            json.put("user", entry.user());
        }
        if (!entry.group().isEmpty()) {
            json.put("group", entry.group());
        }
        json.put("size", entry.size()).put("modifiedAt", modified(entry).toString());
        switch (entry.type()) {
            case SYMLINK -> json.put("target", new String(entry.linkTarget(), StandardCharsets.UTF_8));
            case CHARACTER_DEVICE, BLOCK_DEVICE -> json.put("major", major(entry.device())).put("minor", minor(entry.device()));
            default -> entry.sameFileAs().ifPresent(first -> json.put("sameFileAs", first.toString()));
        }
        if (!entry.attributes().isEmpty()) {
            json.put("attributes", entry.attributes().stream().map(TreeEntry.Attribute::name).toList());
        }
        return json.build();
    }
}
