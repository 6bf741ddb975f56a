package org.redoubt.engine.operation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.lattice.Lattice;

/**
 * Keeps two protects from preparing one resource at once: what the first one thaws would move while the second one takes it for
 * frozen. First come, first served, with all resources at once, so that no two wait for each other. Thread-safe.
 */
final class PrepareQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final List<Place> places = new ArrayList<>();

    /** The place of an operation, which it has yet to take. */
    Place place(OperationSpec spec, Lattice lattice, InstantSource clock) {
        return new Place(spec, lattice, clock);
    }

    /**
     * That an operation waits.
     *
     * @param before the first one that it waits for
     * @param since from when
     */
    record Queued(OperationSpec before, Instant since) {
    }

    /** The place of one operation. */
    final class Place implements AutoCloseable {
        private final OperationSpec spec;
        private final Lattice lattice;
        private final InstantSource clock;
        /** How many prepare hooks of each resource have not ended well. */
        private final AtomicIntegerArray open;
        private final AtomicLong left;
        private List<Place> before = List.of();
        private Instant since = Instant.MAX;

        private Place(OperationSpec spec, Lattice lattice, InstantSource clock) {
            this.clock = clock;
            this.spec = spec;
            this.lattice = lattice;
            this.open = new AtomicIntegerArray(spec.work().type() == OperationType.PROTECT ? lattice.resources() : 0);
            long hooks = 0;
            for (int number = 0; number < open.length(); number++) {
                open.setPlain(number, hooks(number));
                hooks += hooks(number);
            }
            this.left = new AtomicLong(hooks);
        }

        private int hooks(int number) {
            return (lattice.implementsHook(number, Hook.PREPARE_BEGIN) ? 1 : 0) + (lattice.implementsHook(number, Hook.PREPARE_FINISH) ? 1 : 0);
        }

        private boolean prepares(int number) {
            return hooks(number) > 0;
        }

        private boolean meets(Place other) {
            ResourceGraph graph = spec.graph();
            for (int number = 0; number < graph.size(); number++) {
                OptionalInt there = prepares(number) ? other.spec.graph().number(graph.resource(number).ref()) : OptionalInt.empty();
                if (there.isPresent() && other.prepares(there.getAsInt())) {
                    return true;
                }
            }
            return false;
        }

        /** Takes the place, and waits until nobody before it prepares the same; not if the operation is to stop, which is the answer. */
        boolean take(Cancellation cancellation) {
            if (left.get() == 0) {
                return true;
            }
            cancellation.wakes(this::wake);
            lock.lock();
            try {
                before = new ArrayList<>(places.stream().filter(this::meets).toList());
                places.add(this);
                since = clock.instant();
                while (!before.isEmpty() && cancellation.cause().isEmpty()) {
                    moved.awaitUninterruptibly();
                }
                return before.isEmpty();
            } finally {
                lock.unlock();
            }
        }

        private void wake() {
            lock.lock();
            try {
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** What is waited for now. */
        Optional<Queued> queued() {
            lock.lock();
            try {
                return before.stream().findFirst().map(first -> new Queued(first.spec, since));
            } finally {
                lock.unlock();
            }
        }

        /** One prepare hook of a resource has ended well; after the last one the next operation may prepare. */
        void ended(int number) {
            if (open.length() > 0 && open.getAndUpdate(number, hooks -> Math.max(0, hooks - 1)) > 0) {
                count(1);
            }
        }

        /** Resources that were given up are thawed, and none of their hooks will run any more. */
        void givenUp(BitSet resources) {
            long hooks = 0;
            for (int number = resources.nextSetBit(0); number >= 0 && number < open.length(); number = resources.nextSetBit(number + 1)) {
                hooks += open.getAndSet(number, 0);
            }
            count(hooks);
        }

        private void count(long hooks) {
            if (hooks > 0 && left.addAndGet(-hooks) == 0) {
                close();
            }
        }

        /** Lets the next ones prepare, as this one does so no more. */
        @Override
        public void close() {
            lock.lock();
            try {
                places.remove(this);
                before = List.of();
                places.forEach(place -> place.before.remove(this));
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
