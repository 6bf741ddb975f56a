package org.redoubt.os.linux.call;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.HostFileException.Kind;

/** The errors of the kernel that a call on files can give, by the numbers of asm-generic/errno.h. */
public enum Errno {
    EPERM(1, Kind.NOT_PERMITTED),
    ENOENT(2, Kind.NOT_FOUND),
    ESRCH(3, Kind.NOT_FOUND),
    EINTR(4, Kind.OTHER),
    EIO(5, Kind.IO_ERROR),
    ENXIO(6, Kind.WRONG_TYPE),
    E2BIG(7, Kind.NO_SPACE),
    /** A closed descriptor is never given to a call, so this one is open for something else. */
    EBADF(9, Kind.NOT_PERMITTED),
    EAGAIN(11, Kind.BUSY),
    ENOMEM(12, Kind.OTHER),
    EACCES(13, Kind.NOT_PERMITTED),
    EFAULT(14, Kind.OTHER),
    EBUSY(16, Kind.BUSY),
    EEXIST(17, Kind.EXISTS),
    EXDEV(18, Kind.CROSS_DEVICE),
    ENODEV(19, Kind.WRONG_TYPE),
    ENOTDIR(20, Kind.NOT_A_DIRECTORY),
    EISDIR(21, Kind.IS_A_DIRECTORY),
    EINVAL(22, Kind.OTHER),
    ENFILE(23, Kind.TOO_MANY_OPEN),
    EMFILE(24, Kind.TOO_MANY_OPEN),
    ENOTTY(25, Kind.UNSUPPORTED),
    ETXTBSY(26, Kind.BUSY),
    EFBIG(27, Kind.OTHER),
    ENOSPC(28, Kind.NO_SPACE),
    ESPIPE(29, Kind.WRONG_TYPE),
    EROFS(30, Kind.READ_ONLY),
    EMLINK(31, Kind.OTHER),
    ERANGE(34, Kind.OTHER),
    ENAMETOOLONG(36, Kind.TOO_LONG),
    ENOSYS(38, Kind.UNSUPPORTED),
    ENOTEMPTY(39, Kind.NOT_EMPTY),
    ELOOP(40, Kind.IS_A_LINK),
    ENODATA(61, Kind.NOT_FOUND),
    EREMOTEIO(121, Kind.IO_ERROR),
    EBADMSG(74, Kind.IO_ERROR),
    EOVERFLOW(75, Kind.OTHER),
    EOPNOTSUPP(95, Kind.UNSUPPORTED),
    ETIMEDOUT(110, Kind.IO_ERROR),
    EHOSTDOWN(112, Kind.IO_ERROR),
    ESTALE(116, Kind.IO_ERROR),
    EUCLEAN(117, Kind.IO_ERROR),
    EDQUOT(122, Kind.NO_SPACE),
    ENOMEDIUM(123, Kind.IO_ERROR),
    EMEDIUMTYPE(124, Kind.IO_ERROR);

    private static final Map<Integer, Errno> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(e -> e.number, Function.identity()));

    private final int number;
    private final Kind kind;

    Errno(int number, Kind kind) {
        this.number = number;
        this.kind = kind;
    }

    /** Whether a call's result is this error. */
    public boolean is(long outcome) {
        return outcome == -number;
    }

    /** The exception for this error. */
    public HostFileException exception(String action) {
        return new HostFileException(kind, name(), action);
    }

    /** The exception for a call's negative result. */
    public static HostFileException exception(long outcome, String action) {
        Errno errno = BY_NUMBER.get((int) -outcome);
        return errno != null ? errno.exception(action) : new HostFileException(Kind.OTHER, "errno " + -outcome, action);
    }
}
