package org.redoubt.plugin.volume.portable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.redoubt.api.os.DeviceNumber;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFile;

/** What Java tells of a file by its view "unix", which Linux and macOS have. */
record PortableStatus(int rawMode, long user, long group, long size, DeviceNumber device, long inode, long links,
        DeviceNumber node, Instant accessed, Instant modified, Instant changed) implements FileStatus {
    private static final int TYPE = 0170000;

    static PortableStatus of(Path path) throws IOException {
        Map<String, Object> all = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) all.get("mode");
        boolean device = (mode & TYPE) == 0060000 || (mode & TYPE) == 0020000;
        return new PortableStatus(mode, unsigned(all.get("uid")), unsigned(all.get("gid")),
                device ? 0 : (Long) all.get("size"), number((Long) all.get("dev")), (Long) all.get("ino"),
                ((Number) all.get("nlink")).longValue(), device ? number((Long) all.get("rdev")) : DeviceNumber.NONE,
                instant(all.get("lastAccessTime")), instant(all.get("lastModifiedTime")), instant(all.get("ctime")));
    }

    private static long unsigned(Object number) {
        return Integer.toUnsignedLong(((Number) number).intValue());
    }

    private static Instant instant(Object time) {
        return ((FileTime) time).toInstant();
    }

    private static DeviceNumber number(long encoded) {
        int major = (int) (encoded >>> 32 & 0x7ffff000L | encoded >>> 8 & 0xfffL);
        int minor = (int) (encoded >>> 12 & 0x7fffff00L | encoded & 0xffL);
        return new DeviceNumber(major, minor);
    }

    @Override
    public FileType type() {
        return switch (rawMode & TYPE) {
            case 0100000 -> FileType.REGULAR;
            case 0040000 -> FileType.DIRECTORY;
            case 0120000 -> FileType.SYMBOLIC_LINK;
            case 0010000 -> FileType.FIFO;
            case 0140000 -> FileType.SOCKET;
            case 0020000 -> FileType.CHARACTER_DEVICE;
            case 0060000 -> FileType.BLOCK_DEVICE;
            default -> FileType.UNKNOWN;
        };
    }

    @Override
    public int mode() {
        return rawMode & HostFile.MODE_MASK;
    }

    /** Java does not tell; the size is what it can be at most. */
    @Override
    public long allocated() {
        return size;
    }

    @Override
    public OptionalLong mount() {
        return OptionalLong.empty();
    }

    @Override
    public Optional<Instant> created() {
        return Optional.empty();
    }
}
