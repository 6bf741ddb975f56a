package org.redoubt.vault.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.VaultException;

/** Joins neighbouring pieces of one sort into extents. */
final class ExtentIterator implements Iterator<Extent> {
    private final PieceCursor cursor;
    private Optional<PieceCursor.Placed> next = Optional.empty();
    private boolean started;

    ExtentIterator(PieceCursor cursor) {
        this.cursor = cursor;
    }

    private Optional<PieceCursor.Placed> advance() {
        try {
            return cursor.next();
        } catch (VaultException e) {
            throw new UncheckedIOException(new IOException(e.getMessage(), e));
        }
    }

    @Override
    public boolean hasNext() {
        if (!started) {
            next = advance();
            started = true;
        }
        return next.isPresent();
    }

    @Override
    public Extent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        PieceCursor.Placed first = next.get();
        boolean hole = first.piece() instanceof Piece.Hole;
        long end = first.end();
        next = advance();
        while (next.isPresent() && next.get().piece() instanceof Piece.Hole == hole) {
            end = next.get().end();
            next = advance();
        }
        return new Extent(first.offset(), end - first.offset(), hole);
    }
}
