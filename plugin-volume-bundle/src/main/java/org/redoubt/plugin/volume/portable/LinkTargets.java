package org.redoubt.plugin.volume.portable;

import java.nio.file.Path;
import java.util.Arrays;
import org.redoubt.api.os.FileNames;

/** What links say, as bytes: Java has only whole paths that way, so relative ones make a detour over absolute ones. */
final class LinkTargets {
    private static final Path ROOT = Path.of("/");

    private LinkTargets() {
    }

    static byte[] bytes(Path target) {
        if (target.isAbsolute()) {
            return FileNames.bytes(target);
        }
        byte[] absolute = FileNames.bytes(ROOT.resolve(target));
        return Arrays.copyOfRange(absolute, 1, absolute.length);
    }

    static Path path(byte[] target) {
        if (target[0] == '/') {
            return FileNames.path(target);
        }
        byte[] absolute = new byte[target.length + 1];
        absolute[0] = '/';
        System.arraycopy(target, 0, absolute, 1, target.length);
        Path path = FileNames.path(absolute);
        return path.subpath(0, path.getNameCount());
    }
}
