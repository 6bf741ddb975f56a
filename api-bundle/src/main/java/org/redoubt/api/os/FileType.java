package org.redoubt.api.os;

/** What a file is. More types may be added: treat one you do not know like {@link #UNKNOWN}. */
public enum FileType {
    /** A file with content. */
    REGULAR,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    SYMBOLIC_LINK,
    /** A named pipe. */
    FIFO,
    /** The name of a local socket. */
    SOCKET,
    /** A node for a character device. */
    CHARACTER_DEVICE,
    /** A node for a block device. */
    BLOCK_DEVICE,
    /** The host does not say, or says something this version has no word for. */
    UNKNOWN
}
