package org.redoubt.plugin.volume.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** What the host refused, as problems for people. */
public final class FileProblems {
    private FileProblems() {
    }

    /** The problem that a refusal stands for. */
    public static Problem of(HostFileException refusal) {
        return Problem.of(kind(refusal), sentence(refusal.getMessage()));
    }

    /** A refusal that ends the hook. */
    public static RedoubtException fatal(HostFileException refusal) {
        return new RedoubtException(of(refusal), refusal);
    }

    /** Why something was refused, without what was tried: for a message that says that in words of its own. */
    public static String reason(HostFileException refusal) {
        String tried = "cannot " + refusal.action() + ": ";
        String message = refusal.getMessage();
        return message.startsWith(tried) ? message.substring(tried.length()) : message;
    }

    /** Why the file system as Java sees it refused something: its own message is often only a path. */
    public static String reason(IOException refusal) {
        return switch (refusal) {
            case AccessDeniedException denied -> "it is not permitted";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> refusal.getMessage();
        };
    }

    /** The text as a sentence: with a capital letter and a full stop. */
    public static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }

    private static ProblemKind kind(HostFileException refusal) {
        return switch (refusal.kind()) {
            case NOT_FOUND -> ProblemKind.NOT_FOUND;
            case EXISTS, NOT_EMPTY -> ProblemKind.EXISTS;
            case NOT_PERMITTED, READ_ONLY -> ProblemKind.DENIED;
            case NO_SPACE -> ProblemKind.FULL;
            case UNSUPPORTED, CROSS_DEVICE -> ProblemKind.UNSUPPORTED;
            case BUSY, TOO_MANY_OPEN, IO_ERROR -> ProblemKind.UNAVAILABLE;
            case NOT_A_DIRECTORY, IS_A_DIRECTORY, IS_A_LINK, WRONG_TYPE, TOO_LONG -> ProblemKind.INVALID;
            default -> ProblemKind.INTERNAL;
        };
    }
}
