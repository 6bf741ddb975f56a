package org.redoubt.plugin.volume.portable;

import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.HostFiles;
import org.redoubt.api.os.OpenFile;

/**
 * Files by Java alone, for hosts without a bundle that does better. Kept are names, content, sparse files as far as zeros show them,
 * directories, links of both kinds, modes, owners, times (of links only where Java can set them) and attributes named
 * {@code user.*}. Pipes, sockets and device nodes can be read but not made; access control lists and other attributes neither.
 */
public final class PortableFiles implements HostFiles {
    @Override
    public Directory openDirectory(Path path, LinkOption... options) throws HostFileException {
        String action = "open the directory " + FileNames.display(FileNames.bytes(path));
        return PortableDirectory.open(followed(path, action, options), action);
    }

    @Override
    public OpenFile openFile(Path path, Access access, LinkOption... options) throws HostFileException {
        String action = "open the file " + FileNames.display(FileNames.bytes(path));
        return PortableOpenFile.open(followed(path, action, options), access, true);
    }

    private static Path followed(Path path, String action, LinkOption... options) throws HostFileException {
        return options.length > 0 ? path.toAbsolutePath() : Refusals.of(action, path::toRealPath);
    }
}
