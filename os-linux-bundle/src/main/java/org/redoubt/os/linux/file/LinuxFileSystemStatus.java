package org.redoubt.os.linux.file;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.redoubt.api.os.FileSystemStatus;

/** The fields of struct statfs that the contract tells. */
record LinuxFileSystemStatus(String type, long blockSize, long total, long available, boolean readOnly) implements FileSystemStatus {

    private static final long READ_ONLY = 1;

    /** From linux/magic.h and, for those that are not in it, from their own sources. */
    private static final Map<Long, String> WORDS = Map.ofEntries(
            Map.entry(0x9123683eL, "btrfs"), Map.entry(0x58465342L, "xfs"), Map.entry(0xef53L, "ext"), Map.entry(0x01021994L, "tmpfs"),
            Map.entry(0xf2f52010L, "f2fs"), Map.entry(0xca451a4eL, "bcachefs"), Map.entry(0x2fc12fc1L, "zfs"), Map.entry(0x6969L, "nfs"),
            Map.entry(0xff534d42L, "cifs"), Map.entry(0xfe534d42L, "cifs"), Map.entry(0x65735546L, "fuse"), Map.entry(0x00c36400L, "ceph"),
            Map.entry(0x01021997L, "9p"), Map.entry(0x794c7630L, "overlay"), Map.entry(0x4d44L, "vfat"), Map.entry(0x2011bab0L, "exfat"),
            Map.entry(0x7366746eL, "ntfs"), Map.entry(0x73717368L, "squashfs"), Map.entry(0xe0f5e1e2L, "erofs"),
            Map.entry(0x9660L, "iso9660"), Map.entry(0x858458f6L, "ramfs"), Map.entry(0x9fa0L, "proc"), Map.entry(0x62656572L, "sysfs"));

    static LinuxFileSystemStatus of(MemorySegment statfs) {
        long magic = statfs.get(JAVA_LONG, 0) & 0xffffffffL;
        long unit = statfs.get(JAVA_LONG, 72);
        return new LinuxFileSystemStatus(WORDS.getOrDefault(magic, "0x" + Long.toHexString(magic)), unit,
                statfs.get(JAVA_LONG, 16) * unit, statfs.get(JAVA_LONG, 32) * unit, (statfs.get(JAVA_LONG, 80) & READ_ONLY) != 0);
    }
}
