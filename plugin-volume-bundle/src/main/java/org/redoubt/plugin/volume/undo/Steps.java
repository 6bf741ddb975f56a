package org.redoubt.plugin.volume.undo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.protection.UndoSpec;

/** The undo steps of this plugin. Their names and arguments are a format: another process acts on them. */
public final class Steps {
    /** Takes a snapshot away. */
    public static final String RELEASE_SNAPSHOT = "release-snapshot";
    /** Removes a file or tree that was restored where nothing was. */
    public static final String REMOVE_RESTORED = "remove-restored";
    /** Removes what was restored into a directory in use. */
    public static final String REMOVE_CREATED = "remove-created";
    /** Removes directories that were made to hold what is restored. */
    public static final String REMOVE_PARENTS = "remove-parents";

    static final String SNAPSHOTTER = "snapshotter";
    static final String TOKEN = "token";
    static final String PATH = "path";
    static final String DIRECTORY = "directory";
    static final String DRAFT = "draft";
    static final String NAME = "name";
    static final String REPLACES = "replaces";
    static final String JOURNAL = "journal";
    static final String TOP = "top";
    static final String ROOT = "root";

    private static final byte[] DRAFTS = ".redoubt-".getBytes(StandardCharsets.US_ASCII);

    private Steps() {
    }

    /** Whether something has a name as only drafts have. */
    static boolean isDraft(byte[] name) {
        return name.length > DRAFTS.length && Arrays.equals(name, 0, DRAFTS.length, DRAFTS, 0, DRAFTS.length);
    }

    /** Takes away what a snapshotter made under a token for a path. */
    public static UndoSpec releaseSnapshot(String snapshotter, String token, String path) {
        return UndoSpec.of(RELEASE_SNAPSHOT).arg(SNAPSHOTTER, snapshotter).arg(TOKEN, token).arg(PATH, path);
    }

    /**
     * Removes what was restored as {@code draft} in a directory and then renamed.
     *
     * @param replaces whether it took the place of another file, so that after the renaming nothing can be taken back
     * @param token what the traces of the finished draft are called by
     */
    public static UndoSpec removeRestored(String directory, String draft, String name, boolean replaces, String token) {
        return UndoSpec.of(REMOVE_RESTORED).product().arg(DIRECTORY, directory).arg(DRAFT, draft).arg(NAME, name)
                .arg(REPLACES, Boolean.toString(replaces)).arg(TOKEN, token);
    }

    /**
     * Removes what a journal lists below a directory.
     *
     * @param root what the directory is: another one that has got its place later is left alone
     * @param token what the traces of all of that are called by, when it is finished
     */
    public static UndoSpec removeCreated(String directory, FileStatus root, Path journal, String token) {
        return UndoSpec.of(REMOVE_CREATED).product().arg(DIRECTORY, directory).arg(ROOT, Identity.of(root).text()).arg(JOURNAL, journal.toString())
                .arg(TOKEN, token);
    }

    /** Removes a directory and those above it, as long as they are empty, up to but without {@code top}. */
    public static UndoSpec removeParents(String directory, String top) {
        return UndoSpec.of(REMOVE_PARENTS).product().arg(DIRECTORY, directory).arg(TOP, top);
    }
}
