package org.redoubt.shell.wire;

import java.io.IOException;

/** The peer does not speak this protocol, or another version of it. */
public final class WireException extends IOException {
    private static final long serialVersionUID = 1L;

    public WireException(String message) {
        super(message);
    }
}
