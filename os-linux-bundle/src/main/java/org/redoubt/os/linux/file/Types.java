package org.redoubt.os.linux.file;

import org.redoubt.api.os.DeviceNumber;
import org.redoubt.api.os.FileType;

/** The kernel's numbers for the types of files: the same in the upper bits of a mode and in the entries of a directory. */
final class Types {

    private static final int MODE_SHIFT = 12;

    private Types() {}

    static FileType ofNumber(int number) {
        return switch (number) {
            case 1 -> FileType.FIFO;
            case 2 -> FileType.CHARACTER_DEVICE;
            case 4 -> FileType.DIRECTORY;
            case 6 -> FileType.BLOCK_DEVICE;
            case 8 -> FileType.REGULAR;
            case 10 -> FileType.SYMBOLIC_LINK;
            case 12 -> FileType.SOCKET;
            default -> FileType.UNKNOWN;
        };
    }

    /** The bits of a mode for a node that can be created. */
    static int nodeMode(FileType type) {
        return switch (type) {
            case FIFO -> 1 << MODE_SHIFT;
            case CHARACTER_DEVICE -> 2 << MODE_SHIFT;
            case BLOCK_DEVICE -> 6 << MODE_SHIFT;
            case SOCKET -> 12 << MODE_SHIFT;
            case REGULAR, DIRECTORY, SYMBOLIC_LINK, UNKNOWN -> throw new IllegalArgumentException("a " + type + " is no node");
        };
    }

    /** A device's number in the form of the kernel: the parts are cut up, as each was shorter once. */
    static long deviceNumber(DeviceNumber device) {
        long major = device.major();
        long minor = device.minor();
        return (major & 0xfffff000L) << 32 | (major & 0xfffL) << 8 | (minor & 0xffffff00L) << 12 | minor & 0xffL;
    }
}
