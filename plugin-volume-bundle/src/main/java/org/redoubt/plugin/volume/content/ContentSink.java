package org.redoubt.plugin.volume.content;

import java.nio.ByteBuffer;
import org.redoubt.api.problem.RedoubtException;

/** Takes the content of a file from its beginning to its end. */
public interface ContentSink {
    /**
     * Takes bytes.
     *
     * @param offset where they are, never before the end of what was taken
     * @param bytes consumed; free for reuse when this returns
     */
    void data(long offset, ByteBuffer bytes) throws RedoubtException;

    /**
     * Takes a range of zeros that need no space.
     *
     * @param offset where it begins
     * @param length its bytes
     */
    void hole(long offset, long length) throws RedoubtException;
}
