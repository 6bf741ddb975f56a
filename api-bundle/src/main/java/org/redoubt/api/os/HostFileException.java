package org.redoubt.api.os;

import java.io.IOException;

/** The host refused something, with what was tried and why it was refused. */
public final class HostFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why the host refused. More kinds may be added: treat one you do not know like {@link #OTHER}. */
    public enum Kind {
        /** There is no such file. */
        NOT_FOUND("there is no such file"),
        /** The name is taken. */
        EXISTS("the name is taken"),
        /** The process may not do that. */
        NOT_PERMITTED("it is not permitted"),
        /** A directory was expected; a symbolic link to one is none. */
        NOT_A_DIRECTORY("it is not a directory"),
        /** Anything but a directory was expected. */
        IS_A_DIRECTORY("it is a directory"),
        /** Anything but a symbolic link was expected. */
        IS_A_LINK("it is a symbolic link"),
        /** A file of another type was expected. */
        WRONG_TYPE("it is a file of another type"),
        /** The directory is not empty. */
        NOT_EMPTY("the directory is not empty"),
        /** The name or the link's target is longer than the file system allows. */
        TOO_LONG("the name is too long"),
        /** The disk or the quota is used up. */
        NO_SPACE("the disk or the quota is full"),
        /** The file system can only be read. */
        READ_ONLY("the file system is read-only"),
        /** Both files would have to be on the same file system. */
        CROSS_DEVICE("the files are on different file systems"),
        /** Something else holds the file or the device. */
        BUSY("it is in use"),
        /** The file system or the kernel cannot do that. */
        UNSUPPORTED("the file system does not support it"),
        /** Process or system has too many open files. */
        TOO_MANY_OPEN("too many files are open"),
        /** The device, or the network before it, failed. */
        IO_ERROR("the device reports an error"),
        /** The handle is closed. */
        CLOSED("the handle is closed"),
        /** Something else; the name of the error tells more. */
        OTHER("the system refuses it");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }
    }

    private final Kind kind;
    private final String error;
    private final String action;

    /**
     * Makes the exception.
     *
     * @param kind why it was refused
     * @param error the system's name of the error, such as {@code ENOENT}
     * @param action what was tried and with which file, following "cannot", such as {@code open directory 'a'}
     */
    public HostFileException(Kind kind, String error, String action) {
        super("cannot " + action + ": " + kind.sentence + " (" + error + ")");
        this.kind = kind;
        this.error = error;
        this.action = action;
    }

    /**
     * Why it was refused.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The system's name of the error.
     *
     * @return the name, such as {@code ENOENT}
     */
    public String error() {
        return error;
    }

    /**
     * What was tried.
     *
     * @return a phrase that follows "cannot", such as {@code open directory 'a'}
     */
    public String action() {
        return action;
    }
}
