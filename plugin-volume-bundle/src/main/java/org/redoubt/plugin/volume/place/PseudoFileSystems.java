package org.redoubt.plugin.volume.place;

import java.util.Set;

/** File systems that hold nothing but views of the kernel: reading all of one has no end, and none can be restored. */
public final class PseudoFileSystems {
    /** Those without a word in the contract by their numbers in linux/magic.h. */
    private static final Set<String> TYPES = Set.of("proc", "sysfs", "cgroup", "cgroup2", "debugfs", "tracefs", "devpts",
            "0x27e0eb", "0x63677270", "0x64626720", "0x74726163", "0x1cd1", "0xcafe4a11", "0x73636673", "0x6165676c",
            "0xde5e81e4", "0x19800202", "0x958458f6", "0x42494e4d", "0x67596969", "0x65735543", "0x187", "0x62656570",
            "0xf97cff8c", "0x6e736673");

    private PseudoFileSystems() {
    }

    /** Whether a file system of this type is one. */
    public static boolean holds(String type) {
        return TYPES.contains(type);
    }
}
