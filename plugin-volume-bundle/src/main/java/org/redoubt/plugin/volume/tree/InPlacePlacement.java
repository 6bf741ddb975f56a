package org.redoubt.plugin.volume.tree;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.os.DeviceNumber;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.Existing;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.plugin.volume.undo.Journal;

/**
 * Makes entries in a directory that is in use: each under a draft name beside its own, then renamed in one step, so that nobody
 * ever sees half a file. What is new is listed in a journal before.
 */
public final class InPlacePlacement implements Placement {
    private static final int OWNER_ONLY = 0700;

    private record Number(DeviceNumber device, long inode) {
        static Number of(FileStatus status) {
            return new Number(status.device(), status.inode());
        }
    }

    private final Conflict conflict;
    private final Journal journal;
    private final String token;
    private final Optional<Instant> since;
    private final Set<Number> replaced = new HashSet<>();
    private long drafts;

    /**
     * @param conflict what to do with files that are there
     * @param journal told what will be made
     * @param token part of all draft names, unique to this restore
     * @param since what was changed after this is not replaced, if it is there: then an earlier run of the same restore was done
     */
    public InPlacePlacement(Conflict conflict, Journal journal, String token, Optional<Instant> since) {
        this.conflict = conflict;
        this.journal = journal;
        this.token = token;
        this.since = since;
    }

    @Override
    public Verdict decide(Directory parent, TreeEntry entry) throws HostFileException {
        Optional<FileStatus> there = status(parent, entry.path().name());
        if (there.isEmpty()) {
            return Verdict.MAKE;
        }
        boolean isDirectory = there.get().type() == FileType.DIRECTORY;
        return switch (conflict) {
            case FAIL -> Verdict.REFUSE;
            case SKIP -> Verdict.SKIP;
            // A directory there is nothing that the same restore has made, and a file that has lost its content in a loss of power is not restored.
            case CONTINUE -> isDirectory || entry.size() > 0 && there.get().size() == 0 ? Verdict.REFUSE : Verdict.SKIP;
            case REPLACE -> isDirectory ? Verdict.REFUSE : isLater(there.get()) ? Verdict.SKIP : replace(there.get());
        };
    }

    /** Its other names change with it, and are to be replaced as well. */
    private Verdict replace(FileStatus there) {
        if (since.isPresent() && there.links() > 1) {
            replaced.add(Number.of(there));
        }
        return Verdict.REPLACE;
    }

    @Override
    public Verdict decideDirectory(Directory parent, byte[] name) throws HostFileException {
        Optional<FileStatus> there = status(parent, name);
        if (there.isEmpty()) {
            return Verdict.MAKE;
        }
        boolean later = isLater(there.get());
        if (there.get().type() == FileType.DIRECTORY) {
            return conflict == Conflict.SKIP || later ? Verdict.SKIP : Verdict.REPLACE;
        }
        return conflict == Conflict.REPLACE && !later ? Verdict.REPLACE : Verdict.REFUSE;
    }

    /** Whether somebody has changed it since an earlier run of the same restore was done. */
    private boolean isLater(FileStatus there) {
        return since.filter(there.changed()::isAfter).isPresent() && !replaced.contains(Number.of(there));
    }

    @Override
    public Verdict decideParent(Directory parent, byte[] name) throws HostFileException {
        boolean stays = there(parent, name).filter(type -> type == FileType.DIRECTORY).isPresent();
        return stays ? Verdict.SKIP : decideDirectory(parent, name);
    }

    /** What has a name now; what else would be decided on is looked at no more before the rename, which is atomic. */
    static Optional<FileType> there(Directory parent, byte[] name) throws HostFileException {
        return status(parent, name).map(FileStatus::type);
    }

    private static Optional<FileStatus> status(Directory parent, byte[] name) throws HostFileException {
        try {
            return Optional.of(parent.child(name).status());
        } catch (HostFileException absent) {
            if (absent.kind() == HostFileException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw absent;
        }
    }

    @Override
    public byte[] draft(TreePath path) throws RedoubtException {
        byte[] draft = (".redoubt-" + token + "-" + drafts++).getBytes(StandardCharsets.US_ASCII);
        journal.draft(path.parent().resolve(draft));
        return draft;
    }

    @Override
    public void publish(Directory parent, byte[] draft, TreePath path, Verdict verdict) throws HostFileException, RedoubtException {
        if (verdict == Verdict.MAKE) {
            // Which file it is: somebody else may have made one there meanwhile, or makes one later.
            journal.file(path, parent.child(draft).status());
        }
        parent.rename(draft, parent, path.name(), verdict == Verdict.REPLACE ? Existing.REPLACE : Existing.KEEP);
    }

    @Override
    public void directory(Directory parent, byte[] name, TreePath path, Verdict verdict) throws HostFileException, RedoubtException {
        if (verdict == Verdict.REPLACE && there(parent, name).filter(type -> type != FileType.DIRECTORY).isPresent()) {
            parent.remove(name);
            journal.directory(path);
            parent.createDirectory(name, OWNER_ONLY);
        } else if (verdict == Verdict.MAKE) {
            journal.directory(path);
            parent.createDirectory(name, OWNER_ONLY);
        }
    }

    @Override
    public boolean inherits() {
        return true;
    }
}
