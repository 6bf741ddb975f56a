package org.redoubt.plugin.volume.portable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.os.ExtendedAttribute;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFile;
import org.redoubt.api.os.HostFileException;

/** A file by its path, and what Java knows of it. */
class PortableFile implements HostFile {
    private static final String USER = "user.";

    private final Path path;

    PortableFile(Path path) {
        this.path = path;
    }

    /** Where it was when it was found. */
    final Path location() {
        return path;
    }

    /** Where it is, as far as that can be told. */
    Path path() throws HostFileException {
        return path;
    }

    final String say(String what) {
        return what + " " + FileNames.display(FileNames.bytes(path));
    }

    @Override
    public FileStatus status() throws HostFileException {
        Path there = path();
        return Refusals.of(say("read the status of"), () -> PortableStatus.of(there));
    }

    @Override
    public void setOwner(long user, long group) throws HostFileException {
        Path there = path();
        Refusals.run(say("set the owner of"), () -> {
            Files.setAttribute(there, "unix:uid", (int) user, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(there, "unix:gid", (int) group, LinkOption.NOFOLLOW_LINKS);
        });
    }

    @Override
    public void setMode(int mode) throws HostFileException {
        Path there = path();
        if (status().type() == FileType.SYMBOLIC_LINK) {
            throw Refusals.unsupported(say("set the mode of"));
        }
        Refusals.run(say("set the mode of"), () -> Files.setAttribute(there, "unix:mode", mode & MODE_MASK, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public void setModified(Instant modified) throws HostFileException {
        setTimes(Optional.empty(), modified);
    }

    @Override
    public void setTimes(Instant accessed, Instant modified) throws HostFileException {
        setTimes(Optional.of(accessed), modified);
    }

    private void setTimes(Optional<Instant> accessed, Instant modified) throws HostFileException {
        Path there = path();
        Refusals.run(say("set the times of"), () -> Files
                .getFileAttributeView(there, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(modified), accessed.map(FileTime::from).orElse(null), null));
        // Java rounds some times, or sets them to 1970, and says nothing
        if (!status().modified().equals(modified)) {
            throw Refusals.unsupported(say("set the exact times of"));
        }
    }

    @Override
    public List<ExtendedAttribute> attributes() throws HostFileException {
        Path there = path();
        FileType type = status().type();
        if (type != FileType.REGULAR && type != FileType.DIRECTORY) {
            // only these can have attributes of users, and Java opens the file to look: a pipe would never answer
            return List.of();
        }
        return Refusals.of(say("read the attributes of"), () -> read(there));
    }

    private static List<ExtendedAttribute> read(Path there) throws IOException {
        Optional<UserDefinedFileAttributeView> view = view(there);
        if (view.isEmpty() || !Files.getFileStore(there).supportsFileAttributeView(UserDefinedFileAttributeView.class)) {
            return List.of();
        }
        List<ExtendedAttribute> all = new ArrayList<>();
        for (String name : view.get().list()) {
            ByteBuffer value = ByteBuffer.allocate(view.get().size(name));
            view.get().read(name, value);
            byte[] bytes = new byte[value.flip().remaining()];
            value.get(bytes);
            all.add(ExtendedAttribute.of(USER + name, bytes));
        }
        return all;
    }

    @Override
    public Optional<byte[]> attribute(String name) throws HostFileException {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        return attributes().stream().filter(one -> Arrays.equals(one.name(), wanted)).map(ExtendedAttribute::value).findFirst();
    }

    @Override
    public void setAttribute(ExtendedAttribute attribute) throws HostFileException {
        Path there = path();
        String action = say("set the attribute " + attribute + " of");
        UserDefinedFileAttributeView view = view(there).orElseThrow(() -> Refusals.unsupported(action));
        String name = name(attribute).orElseThrow(() -> Refusals.unsupported(action));
        Refusals.run(action, () -> view.write(name, ByteBuffer.wrap(attribute.value())));
    }

    @Override
    public boolean removeAttribute(ExtendedAttribute attribute) throws HostFileException {
        Path there = path();
        String action = say("remove the attribute " + attribute + " of");
        UserDefinedFileAttributeView view = view(there).orElseThrow(() -> Refusals.unsupported(action));
        String name = name(attribute).orElseThrow(() -> Refusals.unsupported(action));
        boolean present = attribute(USER + name).isPresent();
        if (present) {
            Refusals.run(action, () -> view.delete(name));
        }
        return present;
    }

    private static Optional<UserDefinedFileAttributeView> view(Path there) {
        return Optional.ofNullable(Files.getFileAttributeView(there, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
    }

    private static Optional<String> name(ExtendedAttribute attribute) {
        String name = new String(attribute.name(), StandardCharsets.UTF_8);
        return name.startsWith(USER) ? Optional.of(name.substring(USER.length())) : Optional.empty();
    }
}
