package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/** Makes one clear sentence of what the file system said. */
final class Failures {
    private final String bank;
    private final Path directory;

    /**
     * @param bank the name of the bank
     * @param directory where it is
     */
    Failures(String bank, Path directory) {
        this.bank = bank;
        this.directory = directory;
    }

    static void refuseInterrupted() throws BankException {
        if (Thread.currentThread().isInterrupted()) {
            throw BankException.interrupted(new InterruptedException());
        }
    }

    /** A problem of the bank as a whole. */
    BankException bank(ProblemKind kind, String what, String hint) {
        return new BankException(Problem.of(kind, "The bank " + bank + " at " + directory + " " + what + ".").hint(hint)
                .subject(bank));
    }

    /** A problem of one object. */
    BankException object(ProblemKind kind, Key key, String what) {
        return new BankException(Problem.of(kind, "The object " + key + " of the bank " + bank + " " + what + ".")
                .subject(key.toString()));
    }

    /** What should be a directory or an object is something else: nothing that this bank ever makes. */
    BankException planted(Path what) {
        return bank(ProblemKind.DAMAGED, "has at " + what + " something that is neither a directory nor an object",
                "The bank makes no links and no devices: find out who did, and remove it.");
    }

    /** What an error of the file system means for the caller. */
    BankException of(IOException e) {
        if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
            return BankException.interrupted(e);
        }
        return because(e, cause(e));
    }

    private BankException cause(IOException e) {
        String reason = reason(e);
        if (e instanceof FileSystemException link && link.getOtherFile() != null && reason.matches(".*not (permitted|supported).*")) {
            return bank(ProblemKind.UNSUPPORTED, "is on a file system without hard links", "Use one that has them.");
        }
        if (e instanceof AccessDeniedException || reason.contains("not permitted")) {
            return bank(ProblemKind.DENIED, "cannot be used: access to " + file(e) + " is denied",
                    "Give the user that Redoubt runs as the right to read and write there.");
        }
        if (e instanceof NoSuchFileException && !Files.exists(directory)) {
            return missing();
        }
        if (reason.contains("Read-only") || readOnly()) {
            return bank(ProblemKind.DENIED, "is on a file system that is mounted read-only", "Mount it for writing.");
        }
        if (reason.contains("No space left") || reason.contains("quota") || full()) {
            return bank(ProblemKind.FULL, "has no space left", "Free some, or delete checkpoints that are no longer needed.");
        }
        return bank(ProblemKind.UNAVAILABLE, "failed at " + file(e) + ": " + reason, "Look after the disk, then try again.");
    }

    /** There is no space even for the small objects that space is kept back for. */
    BankException exhausted(IOException e) {
        return because(e, bank(ProblemKind.FULL, "has no space left, not even in its reserve",
                "Free a few hundred KiB on its disk by other means, then try again."));
    }

    /** The directory is not there. */
    BankException missing() {
        return bank(ProblemKind.UNAVAILABLE, "is not there", "Mount its disk, or correct the path of the bank.");
    }

    private static BankException because(IOException cause, BankException plain) {
        return new BankException(plain.problem(), cause);
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private String file(IOException e) {
        return e instanceof FileSystemException f && f.getFile() != null ? f.getFile() : directory.toString();
    }

    // The reason comes in the language of the system, so the state of the file system is asked as well.
    private boolean full() {
        try {
            return Files.getFileStore(directory).getUsableSpace() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean readOnly() {
        try {
            return Files.getFileStore(directory).isReadOnly();
        } catch (IOException e) {
            return false;
        }
    }
}
