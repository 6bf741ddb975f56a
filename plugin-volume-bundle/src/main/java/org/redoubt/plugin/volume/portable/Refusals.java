package org.redoubt.plugin.volume.portable;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.HostFileException.Kind;

/** What Java reports, in the words of the contract. */
final class Refusals {
    /** Something that can fail. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    /** Something that can fail and answers nothing. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    private Refusals() {
    }

    static <T> T of(String action, Call<T> call) throws HostFileException {
        try {
            return call.run();
        } catch (HostFileException known) {
            throw known;
        } catch (IOException refused) {
            throw translated(action, refused);
        } catch (ReadOnlyFileSystemException readOnly) {
            throw new HostFileException(Kind.READ_ONLY, "EROFS", action);
        } catch (UnsupportedOperationException unsupported) {
            throw new HostFileException(Kind.UNSUPPORTED, "Java", action);
        }
    }

    static void run(String action, Action call) throws HostFileException {
        of(action, () -> {
            call.run();
            return Boolean.TRUE;
        });
    }

    static HostFileException unsupported(String action) {
        return new HostFileException(Kind.UNSUPPORTED, "Java", action);
    }

    private static HostFileException translated(String action, IOException refused) {
        HostFileException translated = switch (refused) {
            case NoSuchFileException absent -> new HostFileException(Kind.NOT_FOUND, "ENOENT", action);
            case FileAlreadyExistsException taken -> new HostFileException(Kind.EXISTS, "EEXIST", action);
            case AccessDeniedException denied -> new HostFileException(Kind.NOT_PERMITTED, "EACCES", action);
            case DirectoryNotEmptyException full -> new HostFileException(Kind.NOT_EMPTY, "ENOTEMPTY", action);
            case NotDirectoryException other -> new HostFileException(Kind.NOT_A_DIRECTORY, "ENOTDIR", action);
            case NotLinkException other -> new HostFileException(Kind.WRONG_TYPE, "EINVAL", action);
            case ClosedByInterruptException interrupted -> new HostFileException(Kind.CLOSED, "EINTR", action);
            case ClosedChannelException closed -> new HostFileException(Kind.CLOSED, "EBADF", action);
            default -> byText(action, refused);
        };
        translated.initCause(refused);
        return translated;
    }

    /** Java has no classes for these; the texts are those of the C library in its own language. */
    private static HostFileException byText(String action, IOException refused) {
        String reason = refused instanceof FileSystemException detailed && detailed.getReason() != null
                ? detailed.getReason() : String.valueOf(refused.getMessage());
        Kind kind = switch (reason) {
            case "Operation not permitted" -> Kind.NOT_PERMITTED;
            case "Too many levels of symbolic links", "Too many levels of symbolic links or unable to access attributes of symbolic link" ->
                Kind.IS_A_LINK;
            case "No space left on device", "Disk quota exceeded" -> Kind.NO_SPACE;
            case "Read-only file system" -> Kind.READ_ONLY;
            case "Operation not supported", "Function not implemented" -> Kind.UNSUPPORTED;
            case "Too many open files" -> Kind.TOO_MANY_OPEN;
            case "Is a directory" -> Kind.IS_A_DIRECTORY;
            case "Not a directory" -> Kind.NOT_A_DIRECTORY;
            case "File name too long" -> Kind.TOO_LONG;
            case "Input/output error" -> Kind.IO_ERROR;
            default -> Kind.OTHER;
        };
        return new HostFileException(kind, reason, action);
    }
}
