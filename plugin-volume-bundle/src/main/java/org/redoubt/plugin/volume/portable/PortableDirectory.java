package org.redoubt.plugin.volume.portable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.DeviceNumber;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.Existing;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFile;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.HostFileException.Kind;
import org.redoubt.api.os.Listing;
import org.redoubt.api.os.OpenFile;

/** A directory by its path. */
final class PortableDirectory extends PortableHandle implements Directory {
    PortableDirectory(Path path) throws IOException {
        super(path);
    }

    static PortableDirectory open(Path path, String action) throws HostFileException {
        return Refusals.of(action, () -> {
            if (PortableStatus.of(path).type() != FileType.DIRECTORY) {
                throw new HostFileException(Kind.NOT_A_DIRECTORY, "ENOTDIR", action);
            }
            return new PortableDirectory(path);
        });
    }

    /** The path of a name in here, if this is still the directory it was. */
    private Path of(byte[] name) throws HostFileException {
        return join(path(), name);
    }

    private static Path join(Path directory, byte[] name) {
        byte[] parent = FileNames.bytes(directory);
        int length = parent.length == 1 ? 0 : parent.length;
        byte[] all = Arrays.copyOf(parent, length + 1 + name.length);
        all[length] = '/';
        System.arraycopy(FileNames.check(name), 0, all, length + 1, name.length);
        return FileNames.path(all);
    }

    @Override
    public Listing entries() throws HostFileException {
        Path there = path();
        return Refusals.of(say("list"), () -> new PortableListing(Files.newDirectoryStream(there)));
    }

    @Override
    public HostFile child(byte[] name) {
        return new PortableFile(join(location(), name));
    }

    @Override
    public Directory openDirectory(byte[] name) throws HostFileException {
        Path child = of(name);
        return open(child, "open the directory " + FileNames.display(name));
    }

    @Override
    public OpenFile openFile(byte[] name, Access access) throws HostFileException {
        return PortableOpenFile.open(of(name), access, false);
    }

    @Override
    public OpenFile createFile(byte[] name, int mode) throws HostFileException {
        return PortableOpenFile.create(of(name), permissions(mode));
    }

    @Override
    public void createDirectory(byte[] name, int mode) throws HostFileException {
        Path child = of(name);
        Refusals.run("create the directory " + FileNames.display(name),
                () -> Files.createDirectory(child, PosixFilePermissions.asFileAttribute(permissions(mode))));
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        PosixFilePermission[] all = PosixFilePermission.values();
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < all.length; i++) {
            if ((mode & 0400 >> i) != 0) {
                set.add(all[i]);
            }
        }
        return set;
    }

    @Override
    public void createLink(byte[] name, byte[] target) throws HostFileException {
        Path link = of(name);
        String action = "create the symbolic link " + FileNames.display(name);
        if (target.length == 0) {
            throw new IllegalArgumentException("no target for a symbolic link: " + FileNames.display(target));
        }
        Path says = LinkTargets.path(target);
        if (!Arrays.equals(LinkTargets.bytes(says), target)) {
            // Java tidies paths: a link that would say something else is not made
            throw Refusals.unsupported(action);
        }
        Refusals.run(action, () -> Files.createSymbolicLink(link, says));
    }

    @Override
    public void createHardLink(byte[] name, Directory directory, byte[] existing) throws HostFileException {
        Path link = of(name);
        Path original = known(directory).of(existing);
        Refusals.run("link to " + FileNames.display(name), () -> Files.createLink(link, original));
    }

    private static PortableDirectory known(Directory directory) {
        if (directory instanceof PortableDirectory known) {
            return known;
        }
        throw new IllegalArgumentException("the directory is of another service: " + directory);
    }

    @Override
    public void createNode(byte[] name, FileType type, int mode, DeviceNumber device) throws HostFileException {
        throw Refusals.unsupported("create the node " + FileNames.display(FileNames.check(name)));
    }

    @Override
    public byte[] readLink(byte[] name) throws HostFileException {
        Path link = of(name);
        return Refusals.of("read the symbolic link " + FileNames.display(name), () -> LinkTargets.bytes(Files.readSymbolicLink(link)));
    }

    @Override
    public void rename(byte[] name, Directory directory, byte[] renamed, Existing existing) throws HostFileException {
        Path from = of(name);
        Path to = known(directory).of(renamed);
        String action = "rename " + FileNames.display(name) + " to " + FileNames.display(renamed);
        if (existing == Existing.KEEP && Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new HostFileException(Kind.EXISTS, "EEXIST", action);
        }
        Refusals.run(action, () -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE));
    }

    @Override
    public void remove(byte[] name) throws HostFileException {
        Path file = of(name);
        String action = "remove " + FileNames.display(name);
        Refusals.run(action, () -> {
            if (PortableStatus.of(file).type() == FileType.DIRECTORY) {
                throw new HostFileException(Kind.IS_A_DIRECTORY, "EISDIR", action);
            }
            Files.delete(file);
        });
    }

    @Override
    public void removeDirectory(byte[] name) throws HostFileException {
        Path directory = of(name);
        String action = "remove the directory " + FileNames.display(name);
        Refusals.run(action, () -> {
            if (PortableStatus.of(directory).type() != FileType.DIRECTORY) {
                throw new HostFileException(Kind.NOT_A_DIRECTORY, "ENOTDIR", action);
            }
            Files.delete(directory);
        });
    }
}
