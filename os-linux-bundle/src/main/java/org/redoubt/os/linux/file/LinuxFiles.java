package org.redoubt.os.linux.file;

import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.HostFiles;
import org.redoubt.api.os.OpenFile;
import org.redoubt.os.linux.call.DirectoryCalls;
import org.redoubt.os.linux.call.Flags;
import org.redoubt.os.linux.call.Frame;
import org.redoubt.os.linux.call.Frames;

/** Opens files by path. Enabled by the bundle's publisher where its calls can be made. */
@Component(name = LinuxFiles.NAME, enabled = false)
public final class LinuxFiles implements HostFiles {

    public static final String NAME = "org.redoubt.os.linux.files";

    private final Frames frames = new Frames();
    private final Opener opener = new Opener(frames);

    @Override
    public Directory openDirectory(Path path, LinkOption... options) throws HostFileException {
        byte[] name = FileNames.bytes(path);
        try (Frame frame = frames.take()) {
            return opener.directory(frame, name, links(options), Place.root(name));
        }
    }

    @Override
    public OpenFile openFile(Path path, Access access, LinkOption... options) throws HostFileException {
        byte[] name = FileNames.bytes(path);
        Place place = Place.root(name);
        try (Frame frame = frames.take()) {
            int flags = links(options);
            if (access == Access.READ_WRITE && isDevice(frame, name, flags)) {
                // without O_CREAT this asks the kernel to let nobody else have the device, or to say that somebody has
                flags |= Flags.O_EXCL;
            }
            return opener.file(frame, name, access, flags, true, place);
        }
    }

    private static int links(LinkOption... options) {
        return options.length == 0 ? 0 : Flags.O_NOFOLLOW;
    }

    private static boolean isDevice(Frame frame, byte[] name, int flags) throws HostFileException {
        int links = flags == 0 ? 0 : Flags.AT_SYMLINK_NOFOLLOW;
        long outcome = DirectoryCalls.statx(frame, frame.text(name), links, LinuxFileStatus.WANTED, frame.out());
        return outcome >= 0 && LinuxFileStatus.of(frame.out()).type() == FileType.BLOCK_DEVICE;
    }
}
