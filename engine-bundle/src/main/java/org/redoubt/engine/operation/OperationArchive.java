package org.redoubt.engine.operation;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.journal.JournalEntry;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.Operations.TimelineEntry;
import org.redoubt.api.service.ResourceOutcome;
import org.redoubt.engine.journal.Lines;
import org.redoubt.engine.journal.OperationHeader;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.provider.Journals;

/** The operations that the journal holds: all that are open, and the newest {@value #KEPT}. Thread-safe. */
final class OperationArchive {
    static final int KEPT = 1000;
    static final String OUTCOMES = "outcomes";
    static final String TIMELINE = "timeline";

    private static final Logger LOG = System.getLogger("org.redoubt.engine.operation");

    private final Journals journals;

    OperationArchive(Journals journals) {
        this.journals = journals;
    }

    /** The operation with exactly this id. */
    Optional<OperationView> find(OperationId id) throws RedoubtException {
        try (Lease<Journal> journal = journals.lease()) {
            return journal.service().find(id).flatMap(this::view);
        }
    }

    /** Whether somebody wanted an operation taken back as a whole, so that its checkpoint was given up. */
    boolean isGivenUp(OperationId id) throws RedoubtException {
        try (Lease<Journal> journal = journals.lease()) {
            return journal.service().find(id).flatMap(OperationArchive::header).filter(OperationHeader::undoing).isPresent();
        }
    }

    /** All, or all that are open, that are wanted, the newest first. */
    List<OperationView> list(boolean openOnly, Predicate<OperationView> wanted) throws RedoubtException {
        try (Lease<Journal> journal = journals.lease()) {
            return journal.service().list(openOnly, Integer.MAX_VALUE).stream().flatMap(entry -> view(entry).stream()).filter(wanted).toList();
        }
    }

    /** What was asked for with a key, the newest first: of which operation. */
    Optional<Keyed> find(ProjectId project, OperationType type, String key) throws RedoubtException {
        try (Lease<Journal> journal = journals.lease()) {
            for (JournalEntry entry : journal.service().list(false, Integer.MAX_VALUE)) {
                Optional<OperationHeader> header = header(entry);
                if (header.filter(known -> known.caller().project().equals(project) && known.request().type() == type
                        && known.request().options().idempotencyKey().filter(key::equals).isPresent()).isPresent()) {
                    return Optional.of(new Keyed(entry.operation(), header.get()));
                }
            }
            return Optional.empty();
        }
    }

    /**
     * An operation that was asked for with a key.
     *
     * @param id which
     * @param header what was asked for
     */
    record Keyed(OperationId id, OperationHeader header) {
    }

    private static Optional<OperationHeader> header(JournalEntry entry) {
        try {
            return Optional.of(OperationHeader.fromJson(entry.document()));
        } catch (IllegalArgumentException | DateTimeException strange) {
            return Optional.empty();
        }
    }

    /** One record that cannot be understood, as a newer version may have written it, does not hide the others. */
    private Optional<OperationView> view(JournalEntry entry) {
        try {
            return Optional.of(OperationSnapshot.fromJson(OperationHeader.view(entry.document()), () -> outcomes(entry.operation())));
        } catch (IllegalArgumentException | DateTimeException | NoSuchElementException strange) {
            LOG.log(Level.WARNING, "The record of operation {0} cannot be understood and is passed over: {1}", entry.operation(), strange.getMessage());
            return Optional.empty();
        }
    }

    private List<ResourceOutcome> outcomes(OperationId id) {
        try {
            return attached(id, OUTCOMES, OutcomeSnapshot::fromJson);
        } catch (RedoubtException unreadable) {
            LOG.log(Level.WARNING, "What became of the resources of operation {0} cannot be read: {1}", id, unreadable.getMessage());
            return List.of();
        }
    }

    List<TimelineEntry> timeline(OperationView view) throws RedoubtException {
        List<TimelineEntry> entries = attached(view.id(), TIMELINE, TimelineDocument::fromJson);
        if (entries.isEmpty()) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "Operation " + view.id() + " has no timeline: " + untimed(view) + "."));
        }
        return entries;
    }

    private static String untimed(OperationView view) {
        if (view.resources().size() > Timeline.LARGEST) {
            return "it had more than " + Timeline.LARGEST + " resources";
        }
        boolean cutOff = CutOff.isOne(view.problems()) || view.state() == OperationState.SUCCEEDED && view.progress().hooksTotal() > 0;
        return cutOff ? "its runtime stopped in the middle of it, and had the times in its memory" : "none of its hooks ran";
    }

    private <T> List<T> attached(OperationId id, String name, Function<JsonObject, ? extends T> reader) throws RedoubtException {
        List<T> read = new ArrayList<>();
        try (Lease<Journal> journal = journals.lease()) {
            Optional<byte[]> lines = journal.service().attachment(id, name);
            if (lines.isPresent()) {
                var source = Lines.read(lines.get());
                for (Optional<Json> line = source.line(); line.isPresent(); line = source.line()) {
                    if (line.get() instanceof JsonObject json) {
                        read.add(reader.apply(json));
                    }
                }
            }
            return read;
        } catch (IOException | IllegalArgumentException | DateTimeException senseless) {
            throw new RedoubtException(Problem.of(ProblemKind.DAMAGED, "The " + name + " of operation " + id + " cannot be understood."), senseless);
        }
    }

    /** Forgets the oldest of those that have ended. */
    void prune() {
        try (Lease<Journal> journal = journals.lease()) {
            List<JournalEntry> ended = journal.service().list(false, Integer.MAX_VALUE).stream().filter(entry -> !entry.open()).toList();
            List<JournalChange> old = new ArrayList<>();
            ended.stream().skip(KEPT).forEach(entry -> old.add(new JournalChange.Forgotten(entry.operation())));
            if (!old.isEmpty()) {
                journal.service().record(old);
            }
        } catch (RedoubtException e) {
            LOG.log(Level.WARNING, "Old operations are kept in the journal for now: {0}", e.getMessage());
        }
    }
}
