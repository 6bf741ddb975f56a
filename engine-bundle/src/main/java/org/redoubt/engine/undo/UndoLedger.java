package org.redoubt.engine.undo;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.plugin.PluginId;

/** The open steps of one operation. The journal learns what becomes of each in the order in which it happens. Thread-safe. */
public final class UndoLedger {
    private final OperationId operation;
    private final UndoJournal journal;
    private final AtomicLong sequence = new AtomicLong();
    private final ConcurrentSkipListMap<Long, LedgerEntry> open = new ConcurrentSkipListMap<>();

    /**
     * @param operation whose steps
     * @param journal where they are kept besides
     * @param before the steps that are open already
     */
    public UndoLedger(OperationId operation, UndoJournal journal, Collection<OpenStep> before) {
        this.operation = operation;
        this.journal = journal;
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
        open.put(key, new LedgerEntry(step));
        return step;
    }

    /** Closes a step; one that is not open is no error. */
    void release(String id) {
        entry(id).ifPresent(entry -> entry.close(step -> {
            open.remove(step.key());
            journal.closed(step);
        }));
    }

    boolean isOpen(String id) {
        return entry(id).isPresent();
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
        Optional.ofNullable(open.get(step.key())).ifPresent(entry -> entry.change(change, journal::changed));
    }

    /** All open steps, the first one first. */
    public List<OpenStep> open() {
        return open.values().stream().map(LedgerEntry::step).sorted(Comparator.comparingLong(OpenStep::sequence)).toList();
    }

    /** The open steps of one resource, the first one first. */
    public List<OpenStep> open(int number) {
        return open.subMap(OpenStep.firstKey(number), OpenStep.firstKey(number + 1)).values().stream().map(LedgerEntry::step).toList();
    }

    /** How many steps are open. */
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
