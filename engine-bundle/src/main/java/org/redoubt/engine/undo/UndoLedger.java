package org.redoubt.engine.undo;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.plugin.PluginId;

/** The open steps of one operation, in the order of their registration. Thread-safe. */
public final class UndoLedger {
    private final OperationId operation;
    private final UndoJournal journal;
    private final AtomicLong sequence = new AtomicLong();
    private final ConcurrentSkipListMap<Long, OpenStep> open = new ConcurrentSkipListMap<>();

    /**
     * @param operation whose steps
     * @param journal where they are kept besides
     */
    public UndoLedger(OperationId operation, UndoJournal journal) {
        this.operation = operation;
        this.journal = journal;
    }

    OpenStep register(Resource resource, int number, Hook hook, PluginId plugin, UndoSpec spec) throws RedoubtException {
        long next = sequence.incrementAndGet();
        OpenStep step = new OpenStep(operation + "." + next, next, spec, resource, number, hook, plugin, 0);
        journal.opened(operation, step);
        open.put(next, step);
        return step;
    }

    /** Closes a step; one that is not open is no error. */
    void release(String id) throws RedoubtException {
        Optional<Long> number = number(id);
        if (number.isPresent() && open.containsKey(number.get())) {
            journal.closed(operation, id);
            open.remove(number.get());
        }
    }

    void tried(OpenStep step) {
        open.computeIfPresent(step.sequence(), (number, old) -> old.again());
    }

    /** All open steps, the first one first. */
    public List<OpenStep> open() {
        return List.copyOf(open.values());
    }

    /** The open steps of one resource, the first one first. */
    List<OpenStep> open(int number) {
        return open.values().stream().filter(step -> step.number() == number).toList();
    }

    /** How many steps are open. */
    public int size() {
        return open.size();
    }

    private Optional<Long> number(String id) {
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
