package org.redoubt.engine.undo;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.plugin.PluginId;

/**
 * The open steps of one operation. The journal learns what becomes of each in the order in which it happens, until the ledger is
 * handed over: then somebody else looks after the steps. A step that is gone while a hook may come late rests: it stays in the journal, and is
 * to be taken back once more when that hook has ended. Thread-safe.
 */
public final class UndoLedger {
    private final OperationId operation;
    private final UndoJournal journal;
    private final LateHooks late;
    private final AtomicLong sequence = new AtomicLong();
    private final ConcurrentSkipListMap<Long, LedgerEntry> open = new ConcurrentSkipListMap<>();
    /** Shared by all who tell the journal something, so that nobody does when the ledger is handed over. */
    private final ReentrantReadWriteLock telling = new ReentrantReadWriteLock();
    private Optional<Heir> heir = Optional.empty();

    /**
     * @param operation whose steps
     * @param journal where they are kept besides
     * @param late the hooks that may come late
     * @param before the steps that are open already
     * @param last the number of a step, which may be closed by now, behind which new ones are numbered
     */
    public UndoLedger(OperationId operation, UndoJournal journal, LateHooks late, Collection<OpenStep> before, long last) {
        this.operation = operation;
        this.journal = journal;
        this.late = late;
        sequence.set(last);
        for (OpenStep step : before) {
            open.put(step.key(), new LedgerEntry(step));
            sequence.accumulateAndGet(step.sequence(), Math::max);
        }
    }

    OpenStep register(Resource resource, int number, Hook hook, PluginId plugin, UndoSpec spec) throws RedoubtException {
        long next = sequence.incrementAndGet();
        long key = OpenStep.firstKey(number) + next;
        OpenStep step = new OpenStep(operation + "." + key, next, spec, resource, number, hook, plugin, 0, "");
        // Nobody knows it before it is recorded, so nothing can become of it while that is waited for.
        journal.opened(step);
        Optional<Heir> other = unlessHandedOver(() -> open.put(key, new LedgerEntry(step)));
        if (other.isPresent()) {
            other.get().unwanted(step);
            throw new RedoubtException(Problem.of(ProblemKind.CANCELLED, "The operation has ended, so nothing may be done for it any more."));
        }
        return step;
    }

    /** The effect of a step is gone, as far as its hook knows; one that is not open is no error. */
    void release(String id) {
        entry(id).filter(entry -> !rest(entry.step())).ifPresent(entry -> close(id));
    }

    /** Whether the effect of a step may still come, or come again, whatever is done now. */
    boolean mayComeLate(OpenStep step) {
        return late.expects(operation, step.number());
    }

    /** Lets a step rest whose effect is gone and may come again; whether it rests, which it does not if nothing can come any more. */
    boolean rest(OpenStep step) {
        boolean rests = late.rest(operation, step);
        if (rests) {
            change(step, OpenStep::rested);
        }
        return rests;
    }

    /** Closes a step whose effect is gone for good; one that is not open is no error. */
    void close(String id) {
        entry(id).ifPresent(entry -> entry.close(step -> {
            // Whoever looks after it by now finds it in the journal, so it is not called closed here.
            unlessHandedOver(() -> {
                open.remove(step.key());
                journal.closed(step);
            });
        }));
    }

    /** Whether a step is open, be it that it rests. */
    boolean has(String id) {
        return entry(id).isPresent();
    }

    /** Whether a step is open and does not rest. */
    boolean isOpen(String id) {
        return entry(id).filter(entry -> !rests(entry.step())).isPresent();
    }

    /** Notes that a step could not be taken back. */
    void tried(OpenStep step, String why) {
        change(step, old -> old.tried(why));
    }

    /** Notes that a step is to be taken back, and was not tried. */
    void wanted(OpenStep step, String why) {
        change(step, old -> old.wanted(why));
    }

    private void change(OpenStep step, UnaryOperator<OpenStep> change) {
        Optional.ofNullable(open.get(step.key())).ifPresent(entry -> entry.change(change, now -> unlessHandedOver(() -> journal.changed(now))));
    }

    /** Does something while the journal may be told, or else says who looks after the steps now. */
    private Optional<Heir> unlessHandedOver(Runnable news) {
        telling.readLock().lock();
        try {
            if (heir.isEmpty()) {
                news.run();
            }
            return heir;
        } finally {
            telling.readLock().unlock();
        }
    }

    /**
     * From now on the journal is told nothing any more, as somebody else looks after what is open.
     *
     * @param other who that is
     */
    public void handOver(Heir other) {
        telling.writeLock().lock();
        try {
            heir = Optional.of(other);
        } finally {
            telling.writeLock().unlock();
        }
    }

    /** Who looks after the steps, if it is handed over. */
    public Optional<Heir> heir() {
        return unlessHandedOver(() -> { });
    }

    /** All open steps, those that rest too, the first one first. */
    public List<OpenStep> all() {
        return open.values().stream().map(LedgerEntry::step).sorted(Comparator.comparingLong(OpenStep::sequence)).toList();
    }

    /** The open steps that do not rest, the first one first. */
    public List<OpenStep> open() {
        return all().stream().filter(step -> !rests(step)).toList();
    }

    /** All open steps of one resource, those that rest too, the first one first. */
    public List<OpenStep> all(int number) {
        return of(number).toList();
    }

    /** The open steps of one resource that do not rest, the first one first. */
    public List<OpenStep> open(int number) {
        return of(number).filter(step -> !rests(step)).toList();
    }

    /** The steps of one resource that rest, the first one first. */
    public List<OpenStep> resting(int number) {
        return of(number).filter(this::rests).toList();
    }

    private Stream<OpenStep> of(int number) {
        return open.subMap(OpenStep.firstKey(number), OpenStep.firstKey(number + 1)).values().stream().map(LedgerEntry::step);
    }

    private boolean rests(OpenStep step) {
        return late.rests(operation, step);
    }

    /** How many steps are open, those that rest too. */
    public int size() {
        return open.size();
    }

    private Optional<LedgerEntry> entry(String id) {
        return key(id).map(open::get);
    }

    private Optional<Long> key(String id) {
        String prefix = operation + ".";
        if (!id.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(id.substring(prefix.length())));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
