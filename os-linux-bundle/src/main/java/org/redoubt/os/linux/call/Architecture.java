package org.redoubt.os.linux.call;

import java.util.Optional;

/** The numbers that differ between the machines Linux runs on. All others are the same on those known here. */
enum Architecture {
    X86_64("amd64", 040000, 0200000, 0400000, 217, 259, 316, 332),
    AARCH64("aarch64", 0200000, 040000, 0100000, 61, 33, 276, 291);

    final String property;
    final int direct;
    final int directoryOnly;
    final int noFollow;
    final long getdents64;
    final long mknodat;
    final long renameat2;
    final long statx;

    Architecture(String property, int direct, int directoryOnly, int noFollow, long getdents64, long mknodat, long renameat2, long statx) {
        this.property = property;
        this.direct = direct;
        this.directoryOnly = directoryOnly;
        this.noFollow = noFollow;
        this.getdents64 = getdents64;
        this.mknodat = mknodat;
        this.renameat2 = renameat2;
        this.statx = statx;
    }

    static Optional<Architecture> of(String property) {
        for (Architecture architecture : values()) {
            if (architecture.property.equals(property)) {
                return Optional.of(architecture);
            }
        }
        return Optional.empty();
    }

    static Architecture current() {
        String property = System.getProperty("os.arch");
        return of(property).orElseThrow(() -> new IllegalStateException("no system call numbers for " + property));
    }
}
