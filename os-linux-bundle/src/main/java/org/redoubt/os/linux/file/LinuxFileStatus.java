package org.redoubt.os.linux.file;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.redoubt.api.os.DeviceNumber;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFile;

/** The fields of the kernel's struct statx, taken over one by one, as a walk makes a million of these and asks each for little. */
record LinuxFileStatus(int known, int rawMode, long user, long group, long rawSize, long allocated, long inode, long links,
        int deviceMajor, int deviceMinor, int nodeMajor, int nodeMinor, long mountId,
        long accessedSecond, int accessedNano, long modifiedSecond, int modifiedNano,
        long changedSecond, int changedNano, long createdSecond, int createdNano) implements FileStatus {

    /** Everything that stat has, the time of creation and the mount: STATX_BASIC_STATS, STATX_BTIME and STATX_MNT_ID. */
    static final int WANTED = 0x7ff | 0x800 | 0x1000;

    private static final int CREATED = 0x800;
    private static final int MOUNT = 0x1000;
    private static final int TYPE_SHIFT = 12;
    private static final int BLOCK = 512;

    static LinuxFileStatus of(MemorySegment statx) {
        return new LinuxFileStatus(statx.get(JAVA_INT, 0), Short.toUnsignedInt(statx.get(JAVA_SHORT, 28)),
                Integer.toUnsignedLong(statx.get(JAVA_INT, 20)), Integer.toUnsignedLong(statx.get(JAVA_INT, 24)),
                statx.get(JAVA_LONG, 40), statx.get(JAVA_LONG, 48) * BLOCK, statx.get(JAVA_LONG, 32),
                Integer.toUnsignedLong(statx.get(JAVA_INT, 16)),
                statx.get(JAVA_INT, 136), statx.get(JAVA_INT, 140), statx.get(JAVA_INT, 128), statx.get(JAVA_INT, 132),
                statx.get(JAVA_LONG, 144),
                statx.get(JAVA_LONG, 64), statx.get(JAVA_INT, 72), statx.get(JAVA_LONG, 112), statx.get(JAVA_INT, 120),
                statx.get(JAVA_LONG, 96), statx.get(JAVA_INT, 104), statx.get(JAVA_LONG, 80), statx.get(JAVA_INT, 88));
    }

    @Override
    public FileType type() {
        return Types.ofNumber(rawMode >> TYPE_SHIFT);
    }

    @Override
    public int mode() {
        return rawMode & HostFile.MODE_MASK;
    }

    @Override
    public long size() {
        return isNode() ? 0 : rawSize;
    }

    @Override
    public DeviceNumber device() {
        return new DeviceNumber(deviceMajor, deviceMinor);
    }

    @Override
    public DeviceNumber node() {
        return isNode() ? new DeviceNumber(nodeMajor, nodeMinor) : DeviceNumber.NONE;
    }

    @Override
    public OptionalLong mount() {
        return (known & MOUNT) != 0 ? OptionalLong.of(mountId) : OptionalLong.empty();
    }

    @Override
    public Instant accessed() {
        return Instant.ofEpochSecond(accessedSecond, accessedNano);
    }

    @Override
    public Instant modified() {
        return Instant.ofEpochSecond(modifiedSecond, modifiedNano);
    }

    @Override
    public Instant changed() {
        return Instant.ofEpochSecond(changedSecond, changedNano);
    }

    @Override
    public Optional<Instant> created() {
        return (known & CREATED) != 0 ? Optional.of(Instant.ofEpochSecond(createdSecond, createdNano)) : Optional.empty();
    }

    private boolean isNode() {
        FileType type = type();
        return type == FileType.CHARACTER_DEVICE || type == FileType.BLOCK_DEVICE;
    }
}
