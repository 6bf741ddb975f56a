package org.redoubt.engine.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.Operations.TimelineEntry;
import org.redoubt.engine.lattice.HookState;

/**
 * Which hook ran when, in flat arrays. Kept for graphs of up to {@value #LARGEST} resources; a larger one would take more
 * memory than anyone would look at. Each slot is written by the thread of its hook alone.
 */
final class Timeline {
    /** How many resources a graph may have for a timeline to be kept. */
    static final int LARGEST = 20_000;

    private static final Duration NOTICEABLE = Duration.ofMillis(2);
    private static final int HOOKS = Hook.values().length;

    private final ResourceGraph graph;
    private final Instant began;
    private final long beganNanos;
    private final long[] ready;
    private final long[] started;
    private final long[] ended;
    private final String[] threads;
    private final HookState[] outcomes;

    Timeline(ResourceGraph graph, Instant began, long beganNanos) {
        int slots = graph.size() <= LARGEST ? graph.size() * HOOKS : 0;
        this.graph = graph;
        this.began = began;
        this.beganNanos = beganNanos;
        ready = new long[slots];
        started = new long[slots];
        ended = new long[slots];
        threads = new String[slots];
        outcomes = new HookState[slots];
    }

    boolean kept() {
        return ready.length > 0;
    }

    void ready(int resource, Hook hook, long nanos) {
        ready[slot(resource, hook)] = nanos;
    }

    void started(int resource, Hook hook, long nanos) {
        started[slot(resource, hook)] = nanos;
        Thread thread = Thread.currentThread();
        threads[slot(resource, hook)] = (thread.isVirtual() ? "virtual " : "") + thread.getName();
    }

    void ended(int resource, Hook hook, HookState state, long nanos) {
        ended[slot(resource, hook)] = nanos;
        outcomes[slot(resource, hook)] = state;
    }

    private static int slot(int resource, Hook hook) {
        return resource * HOOKS + hook.ordinal();
    }

    /**
     * A hook that has not ended.
     *
     * @param resource the number of its resource
     * @param hook which hook
     * @param since when it began, or became ready
     * @param thread where it runs; empty if it has not begun
     */
    record Moment(int resource, Hook hook, Instant since, String thread) {
    }

    /** The hooks that run, those that began first first. */
    List<Moment> running() {
        return moments((r, hook) -> started[slot(r, hook)] != 0 && ended[slot(r, hook)] == 0, started);
    }

    /** The hooks that wait for nothing but a thread or a capacity, those that do so longest first. */
    List<Moment> waiting() {
        return moments((r, hook) -> ready[slot(r, hook)] != 0 && started[slot(r, hook)] == 0, ready);
    }

    /** Whether a hook is ready, or has begun. */
    boolean reached(int resource, Hook hook) {
        return ready[slot(resource, hook)] != 0;
    }

    /** Since when others can wait for a hook: from when it is ready, or as long as it is not, from the beginning. */
    Instant awaitedSince(int resource, Hook hook) {
        long nanos = ready[slot(resource, hook)];
        return nanos == 0 ? began : at(nanos);
    }

    /** Whether any hook was ever ready. */
    boolean reachedAny() {
        return LongStream.of(ready).anyMatch(nanos -> nanos != 0);
    }

    boolean ended(int resource, Hook hook) {
        return ended[slot(resource, hook)] != 0;
    }

    private interface Which {
        boolean test(int resource, Hook hook);
    }

    private List<Moment> moments(Which which, long[] since) {
        List<Moment> moments = new ArrayList<>();
        for (int r = 0; r < ready.length / HOOKS; r++) {
            for (Hook hook : Hook.values()) {
                if (which.test(r, hook)) {
                    String thread = threads[slot(r, hook)];
                    moments.add(new Moment(r, hook, at(since[slot(r, hook)]), thread == null ? "" : thread));
                }
            }
        }
        moments.sort(Comparator.comparing(Moment::since));
        return moments;
    }

    /** All hooks that began, in the order in which they did. */
    List<TimelineEntry> entries() {
        List<TimelineEntry> entries = new ArrayList<>();
        for (int r = 0; r < ready.length / HOOKS; r++) {
            for (Hook hook : Hook.values()) {
                if (started[slot(r, hook)] != 0) {
                    entries.add(entry(r, hook));
                }
            }
        }
        entries.sort(Comparator.comparing(TimelineEntry::startedAt));
        return entries;
    }

    private TimelineEntry entry(int r, Hook hook) {
        int slot = slot(r, hook);
        Resource resource = graph.resource(r);
        long end = ended[slot] == 0 ? System.nanoTime() : ended[slot];
        String outcome = outcomes[slot] == null ? "running" : outcomes[slot].name().toLowerCase(Locale.ROOT);
        return new TimelineEntry(resource, hook, at(ready[slot]), at(started[slot]), at(end), threads[slot], waitedFor(r, hook), outcome);
    }

    private Instant at(long nanos) {
        return began.plusNanos(nanos - beganNanos);
    }

    private String waitedFor(int r, Hook hook) {
        Latest latest = new Latest();
        for (Hook earlier : Hook.values()) {
            if (earlier.compareTo(hook) < 0) {
                latest.offer(r, earlier);
            }
        }
        if (hook == Hook.PREPARE_BEGIN) {
            for (int p = 0; p < graph.parentCount(r); p++) {
                latest.offer(graph.parent(r, p), hook);
            }
        } else if (hook != Hook.MAIN) {
            for (int c = 0; c < graph.childCount(r); c++) {
                latest.offer(graph.child(r, c), hook);
            }
        }
        int slot = slot(r, hook);
        Duration queued = Duration.ofNanos(started[slot] - ready[slot]);
        if (queued.compareTo(NOTICEABLE) < 0) {
            return latest.text;
        }
        return latest.text + (latest.text.isEmpty() ? "" : ", then ") + queued.toMillis() + " ms for a thread or capacity";
    }

    /** The predecessor that ended last. */
    private final class Latest {
        private long end;
        private String text = "";

        void offer(int r, Hook hook) {
            if (ended[slot(r, hook)] > end) {
                end = ended[slot(r, hook)];
                text = hook.word() + " of " + graph.resource(r).name();
            }
        }
    }
}
