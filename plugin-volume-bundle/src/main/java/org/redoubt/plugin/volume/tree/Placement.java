package org.redoubt.plugin.volume.tree;

import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;

/** How restored entries come to their names. For one thread. */
public interface Placement {
    /** What is to be done with an entry. */
    enum Verdict {
        /** It is made. */
        MAKE,
        /** It is made in place of what is there. */
        REPLACE,
        /** What is there stays. */
        SKIP,
        /** What is there is in the way. */
        REFUSE
    }

    /** Decides about an entry that is no directory. */
    Verdict decide(Directory parent, TreeEntry entry) throws HostFileException;

    /** Decides about a directory; {@link Verdict#SKIP} means that one is there already and its metadata stays. */
    Verdict decideDirectory(Directory parent, byte[] name) throws HostFileException;

    /** Decides about a directory that only leads to what is restored; one that is there stays as it is. */
    Verdict decideParent(Directory parent, byte[] name) throws HostFileException;

    /** The name to make an entry under first, announced where that is needed to take it back. */
    byte[] draft(TreePath path) throws RedoubtException;

    /** Gives a finished draft its name, announced as well. */
    void publish(Directory parent, byte[] draft, TreePath path, Verdict verdict) throws HostFileException, RedoubtException;

    /** Makes a directory, or sees that there is one. */
    void directory(Directory parent, byte[] name, TreePath path, Verdict verdict) throws HostFileException, RedoubtException;

    /** Whether what is made may have inherited metadata from directories around it. */
    boolean inherits();
}
