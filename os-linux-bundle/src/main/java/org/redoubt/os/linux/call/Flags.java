package org.redoubt.os.linux.call;

/** Flags of the calls, by the names of fcntl.h and its kin. */
public final class Flags {

    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0100;
    public static final int O_EXCL = 0200;
    public static final int O_NOCTTY = 0400;
    public static final int O_NONBLOCK = 04000;
    public static final int O_NOATIME = 01000000;
    public static final int O_CLOEXEC = 02000000;
    public static final int O_PATH = 010000000;
    public static final int O_DIRECT = Architecture.current().direct;
    public static final int O_DIRECTORY = Architecture.current().directoryOnly;
    public static final int O_NOFOLLOW = Architecture.current().noFollow;

    public static final int AT_FDCWD = -100;
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;
    public static final int AT_REMOVEDIR = 0x200;
    public static final int AT_NO_AUTOMOUNT = 0x800;
    public static final int AT_EMPTY_PATH = 0x1000;

    public static final int RENAME_NOREPLACE = 1;

    public static final int SEEK_DATA = 3;
    public static final int SEEK_HOLE = 4;

    public static final int FALLOC_FL_KEEP_SIZE = 1;
    public static final int FALLOC_FL_PUNCH_HOLE = 2;

    public static final long UTIME_OMIT = (1L << 30) - 2;

    public static final long BLKGETSIZE64 = 0x80081272L;
    public static final long FICLONE = 0x40049409L;
    public static final long FS_IOC_GETFLAGS = 0x80086601L;
    public static final long FS_IOC_SETFLAGS = 0x40086602L;
    public static final int FS_NOCOW_FL = 0x00800000;

    private Flags() {}
}
