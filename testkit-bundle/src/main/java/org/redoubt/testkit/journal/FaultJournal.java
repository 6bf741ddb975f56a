package org.redoubt.testkit.journal;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.redoubt.api.journal.ForwardingJournal;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/**
 * A journal before another one that fails or tarries as a test says, and counts what is recorded and read: a test runs once without
 * faults, learns how many records and reads there are, and runs again with a fault at each of them. Thread-safe.
 */
public final class FaultJournal extends ForwardingJournal {
    private record Rule(Predicate<Entry> strikes, ProblemKind kind, boolean recorded) {
    }

    private record Entry(long number, List<JournalChange> changes) {
    }

    private record ReadRule(LongPredicate strikes, ProblemKind kind) {
    }

    private final Journal journal;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<ReadRule> readRules = new CopyOnWriteArrayList<>();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private volatile CompletableFuture<Void> held = CompletableFuture.completedFuture(null);
    private volatile long firstHeld = 1;

    /** A journal without faults before another one. */
    public FaultJournal(Journal journal) {
        this.journal = Objects.requireNonNull(journal);
    }

    /** How often {@link #record} was called. */
    public long records() {
        return records.get();
    }

    /** How often one of the other methods was called. */
    public long reads() {
        return reads.get();
    }

    /** Lets the n-th read fail; the first is 1. */
    public void failReadAt(long n, ProblemKind kind) {
        readRules.add(new ReadRule(number -> number == n, kind));
    }

    /** Lets every read from the n-th on fail. */
    public void failReadsFrom(long n, ProblemKind kind) {
        readRules.add(new ReadRule(number -> number >= n, kind));
    }

    /** Lets the n-th record fail, with nothing recorded; the first is 1. */
    public void failAt(long n, ProblemKind kind) {
        rules.add(new Rule(call -> call.number() == n, kind, false));
    }

    /** Lets every record from the n-th on fail, with nothing recorded, as if the runtime had been killed there. */
    public void failFrom(long n, ProblemKind kind) {
        rules.add(new Rule(call -> call.number() >= n, kind, false));
    }

    /** Lets every record fail of which a change fits, with nothing recorded. */
    public void failWhen(Predicate<JournalChange> fits, ProblemKind kind) {
        rules.add(new Rule(call -> call.changes().stream().anyMatch(fits), kind, false));
    }

    /** Records what is handed over with the n-th record, but says that it failed; the first is 1. */
    public void loseAnswer(long n, ProblemKind kind) {
        rules.add(new Rule(call -> call.number() == n, kind, true));
    }

    /** Records from now on, but completes no stage until {@link #release}, as if the disk were slow. */
    public void hold() {
        holdFrom(1);
    }

    /** Completes no stage of the n-th record and later ones until {@link #release}, as if the disk were slow; the first is 1. */
    public void holdFrom(long n) {
        firstHeld = n;
        held = new CompletableFuture<>();
    }

    /** Completes what was held back, and holds nothing back any more. */
    public void release() {
        held.complete(null);
    }

    /** Ends all failures. */
    public void heal() {
        rules.clear();
        readRules.clear();
    }

    @Override
    public CompletionStage<Void> record(List<JournalChange> changes) {
        Entry call = new Entry(records.incrementAndGet(), List.copyOf(changes));
        CompletableFuture<Void> gate = call.number() < firstHeld ? CompletableFuture.completedFuture(null) : held;
        Optional<Rule> struck = rules.stream().filter(rule -> rule.strikes().test(call)).findFirst();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CompletionStage<Void> recorded = struck.isPresent() && !struck.get().recorded() ? CompletableFuture.completedFuture(null)
                : journal.record(call.changes());
        // Not by thenCompose: what a stage fails with is the exception itself, not one around it.
        gate.thenRun(() -> recorded.whenComplete((done, thrown) -> {
            if (struck.isPresent()) {
                answer.completeExceptionally(failure(struck.get(), call));
            } else if (thrown != null) {
                answer.completeExceptionally(thrown);
            } else {
                answer.complete(null);
            }
        }));
        return answer;
    }

    private static RedoubtException failure(Rule rule, Entry call) {
        return new RedoubtException(Problem.of(rule.kind(), "A fault was injected into record " + call.number() + "."));
    }

    @Override
    protected <T> T call(Call<T> question) throws RedoubtException {
        long number = reads.incrementAndGet();
        Optional<ReadRule> struck = readRules.stream().filter(rule -> rule.strikes().test(number)).findFirst();
        if (struck.isPresent()) {
            throw new RedoubtException(Problem.of(struck.get().kind(), "A fault was injected into read " + number + "."));
        }
        return question.on(journal);
    }
}
