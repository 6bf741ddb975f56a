package org.redoubt.launcher;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Optional;
import javax.management.NotificationEmitter;

/**
 * Collects garbage before the heap grows beyond a size, and lets it grow by what is in use. Bulk data leaves garbage that a collector
 * would rather take more memory for; a graph of very many resources needs more memory, and gets it.
 */
final class SoftHeap {
    /** The system property with the size in MiB of the old generation. Not set: the collector does as it likes. */
    static final String PROPERTY = "redoubt.softHeap";

    private final MemoryPoolMXBean old;
    private final long size;

    private SoftHeap(MemoryPoolMXBean old, long size) {
        this.old = old;
        this.size = size;
    }

    /** Begins, if a size is set. */
    static void keep() {
        Optional.ofNullable(Long.getLong(PROPERTY)).ifPresent(megabytes -> ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
                .findFirst().ifPresent(old -> new SoftHeap(old, megabytes << 20).begin()));
    }

    private void begin() {
        threshold(size);
        ((NotificationEmitter) ManagementFactory.getMemoryMXBean()).addNotificationListener((notification, none) -> collect(),
                notification -> notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED), null);
    }

    private void collect() {
        System.gc();
        long used = old.getUsage().getUsed();
        threshold(Math.max(size, used + used / 4));
    }

    private void threshold(long bytes) {
        long most = old.getUsage().getMax();
        old.setUsageThreshold(most < 0 ? bytes : Math.min(bytes, most));
    }
}
