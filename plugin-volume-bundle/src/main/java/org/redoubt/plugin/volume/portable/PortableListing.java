package org.redoubt.plugin.volume.portable;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.Listing;

/** A cursor over a directory stream. */
final class PortableListing implements Listing {
    private final DirectoryStream<Path> stream;
    private final Iterator<Path> entries;
    private Optional<Path> current = Optional.empty();

    PortableListing(DirectoryStream<Path> stream) {
        this.stream = stream;
        this.entries = stream.iterator();
    }

    @Override
    public boolean next() throws HostFileException {
        return Refusals.of("list the directory", () -> {
            try {
                current = entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
                return current.isPresent();
            } catch (DirectoryIteratorException broken) {
                throw broken.getCause();
            }
        });
    }

    @Override
    public byte[] name() {
        byte[] all = FileNames.bytes(entry());
        int start = all.length;
        while (all[start - 1] != '/') {
            start--;
        }
        return Arrays.copyOfRange(all, start, all.length);
    }

    private Path entry() {
        return current.orElseThrow(() -> new IllegalStateException("the cursor is on no entry"));
    }

    @Override
    public FileType type() {
        entry();
        return FileType.UNKNOWN;
    }

    @Override
    public long inode() {
        try {
            return PortableStatus.of(entry()).inode();
        } catch (IOException gone) {
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException late) {
            // a listing that was read has nothing left to lose
        }
    }
}
