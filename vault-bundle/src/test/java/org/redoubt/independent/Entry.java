package org.redoubt.independent;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** An entry of a tree; its content, if it has any, stands behind it. */
public record Entry(String path, int type, int mode, long owner, long group, String ownerName, String groupName, long seconds, long nanoseconds, int flags, long device,
        String link, String same, Map<String, byte[]> attributes) {

    static Entry read(Bytes in) {
        String path = in.text();
        int type = in.u8();
        int mode = in.u16();
        long owner = in.varint();
        long group = in.varint();
        String ownerName = in.text();
        String groupName = in.text();
        long seconds = in.signed();
        long nanoseconds = in.varint();
        int flags = in.u8();
        long device = (flags & 1) != 0 ? in.u64() : 0;
        byte[] link = (flags & 2) != 0 ? in.blob() : new byte[0];
        String same = (flags & 4) != 0 ? in.text() : "";
        if ((flags & 8) != 0) {
            in.blob();
        }
        if ((flags & 16) != 0) {
            in.varint();
        }
        Map<String, byte[]> attributes = new TreeMap<>();
        for (long left = (flags & 32) != 0 ? in.varint() : 0; left > 0; left--) {
            attributes.put(in.text(), in.blob());
        }
        return new Entry(path, type, mode, owner, group, ownerName, groupName, seconds, nanoseconds, flags, device,
                new String(link, StandardCharsets.UTF_8), same, attributes);
    }

    boolean hasContent() {
        return (flags & 64) != 0;
    }
}
