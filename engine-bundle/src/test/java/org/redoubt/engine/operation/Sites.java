package org.redoubt.engine.operation;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places where one part of the system calls another: each has the name of what is called, and how often that was called before.
 * A test runs once, learns the places, and runs again with something that goes wrong at each of them. Thread-safe.
 */
final class Sites {
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final ConcurrentHashMap<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final AtomicBoolean struck = new AtomicBoolean();
    private volatile Optional<String> target = Optional.empty();
    private volatile boolean forEver;

    /** All places that were come to. */
    Set<String> seen() {
        return Set.copyOf(seen);
    }

    /** Begins to count anew, so that only what comes from now on is a place. */
    void reset() {
        seen.clear();
        calls.clear();
    }

    /**
     * From now on something goes wrong at a place.
     *
     * @param site which
     * @param ever whether at all that are come to later, too
     */
    void strikeAt(String site, boolean ever) {
        reset();
        forEver = ever;
        struck.set(false);
        target = Optional.of(site);
    }

    /** Nothing goes wrong any more. */
    void heal() {
        target = Optional.empty();
    }

    /** Whether the place was come to. */
    boolean struck() {
        return struck.get();
    }

    /** Comes to a place; whether something is to go wrong there. */
    boolean strikes(String called) {
        return strikesAt(come(called));
    }

    /** Comes to a place, and tells which. */
    String come(String called) {
        String site = called + " " + calls.computeIfAbsent(called, name -> new AtomicInteger()).incrementAndGet();
        seen.add(site);
        return site;
    }

    /** Whether something is to go wrong at a place that was come to. */
    boolean strikesAt(String site) {
        Optional<String> wanted = target;
        if (wanted.isEmpty()) {
            return false;
        }
        boolean here = wanted.get().equals(site);
        if (here) {
            struck.set(true);
        }
        return here || forEver && struck.get();
    }
}
