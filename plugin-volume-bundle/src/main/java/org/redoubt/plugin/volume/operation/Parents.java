package org.redoubt.plugin.volume.operation;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.UndoLog;
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.place.VolumePath;
import org.redoubt.plugin.volume.undo.Steps;

/** Makes the directories that are to hold what is restored, where they are missing. */
final class Parents {
    private static final int USUAL = 0777;

    private final Host host;

    Parents(Host host) {
        this.host = host;
    }

    /** Sees that a directory is there. */
    void make(String directory, UndoLog undo) throws RedoubtException {
        Deque<Path> missing = new ArrayDeque<>();
        Path top = VolumePath.of(directory);
        while (!Files.exists(top) && !Files.exists(top, LinkOption.NOFOLLOW_LINKS) && top.getParent() != null) {
            missing.push(top);
            top = top.getParent();
        }
        if (missing.isEmpty()) {
            return;
        }
        undo.register(Steps.removeParents(directory, VolumePath.text(top).orElse("/")));
        while (!missing.isEmpty()) {
            Path next = missing.pop();
            try (Directory parent = host.files().openDirectory(next.getParent())) {
                make(parent, next);
            } catch (HostFileException refused) {
                throw FileProblems.fatal(refused);
            }
        }
    }

    private static void make(Directory parent, Path next) throws HostFileException {
        try {
            parent.createDirectory(VolumePath.lastName(next), USUAL);
        } catch (HostFileException taken) {
            // another volume that is restored beside this one may have made it
            if (taken.kind() != HostFileException.Kind.EXISTS) {
                throw taken;
            }
        }
    }
}
