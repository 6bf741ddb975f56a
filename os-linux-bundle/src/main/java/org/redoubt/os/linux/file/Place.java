package org.redoubt.os.linux.file;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.redoubt.api.os.FileNames;

/** Where a file was when it was opened, only to be named in messages: no call uses it. */
record Place(Optional<Place> parent, byte[] name) {

    static Place root(byte[] path) {
        return new Place(Optional.empty(), path);
    }

    Place child(byte[] child) {
        return new Place(Optional.of(this), child);
    }

    @Override
    public String toString() {
        Deque<byte[]> names = new ArrayDeque<>();
        for (Optional<Place> place = Optional.of(this); place.isPresent(); place = place.get().parent) {
            names.push(place.get().name);
        }
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        boolean separate = false;
        for (byte[] part : names) {
            if (separate) {
                path.write('/');
            }
            path.writeBytes(part);
            separate = part.length != 1 || part[0] != '/';
        }
        return FileNames.display(path.toByteArray());
    }
}
