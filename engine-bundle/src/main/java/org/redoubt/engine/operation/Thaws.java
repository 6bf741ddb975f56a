package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.engine.undo.OpenStep;

/**
 * Lets the next operation prepare what this one has given up while it goes on with other groups: as soon as no hook of the group runs and
 * its urgent steps are taken back. A group of which a hook was given up keeps its place to the end, as that hook may freeze something late.
 * Thread-safe.
 */
final class Thaws {
    private final RunHost host;
    private final PrepareQueue.Place place;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Group> groups = new ArrayList<>();

    Thaws(RunHost host, PrepareQueue.Place place) {
        this.host = host;
        this.place = place;
    }

    /** Up to its cursor each member is thawed and stays so, so that no member is looked at again and again. */
    private final class Group {
        private final BitSet members;
        private int cursor;

        Group(BitSet members) {
            this.members = members;
            this.cursor = members.nextSetBit(0);
        }

        boolean isThawed() {
            while (cursor >= 0 && isThawed(cursor)) {
                cursor = members.nextSetBit(cursor + 1);
            }
            return cursor < 0;
        }

        private boolean isThawed(int number) {
            ResourceRun resource = host.resources().get(number);
            return !resource.inHook() && !resource.abandoned() && host.ledger().all(number).stream().noneMatch(OpenStep::isThaw);
        }
    }

    /** These resources are given up. */
    void givenUp(BitSet members) {
        lock.lock();
        try {
            groups.add(new Group((BitSet) members.clone()));
        } finally {
            lock.unlock();
        }
        look();
    }

    /** A hook of a resource that was given up has ended, or a step was tried. */
    void look() {
        lock.lock();
        try {
            groups.removeIf(group -> {
                boolean thawed = group.isThawed();
                if (thawed) {
                    place.givenUp(group.members);
                }
                return thawed;
            });
        } finally {
            lock.unlock();
        }
    }
}
