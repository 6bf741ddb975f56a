package org.redoubt.engine.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.engine.document.DocumentStore;
import org.redoubt.engine.document.KeyCursor;

/**
 * Answers a query from the entries of an index.
 *
 * @param documents where
 * @param reader reads what the entries stand for
 * @param project whose checkpoints
 * @param query which of them
 * @param marker where to go on
 */
record Listing(DocumentStore documents, FactsReader reader, ProjectId project, CheckpointQuery query, Optional<Position> marker) {

    private static final Set<CheckpointStatus> DELETED = EnumSet.of(CheckpointStatus.DELETED, CheckpointStatus.PURGED);

    List<Facts> run() throws BankException {
        if (query.status().filter(DELETED::contains).isPresent()) {
            return deleted();
        }
        return query.isNewestFirst() ? newestFirst() : oldestFirst();
    }

    private List<Facts> newestFirst() throws BankException {
        List<Facts> found = new ArrayList<>();
        Positions positions = positions();
        for (Optional<Position> next = positions.next(); next.isPresent() && found.size() < query.limit(); next = positions.next()) {
            addIfFitting(found, next.get());
        }
        return found;
    }

    /** As banks list in one order only, the other one needs all positions at once; those are small. */
    private List<Facts> oldestFirst() throws BankException {
        List<Position> all = new ArrayList<>();
        Positions positions = positions();
        for (Optional<Position> next = positions.next(); next.isPresent(); next = positions.next()) {
            all.add(next.get());
        }
        Collections.reverse(all);
        List<Facts> found = new ArrayList<>();
        for (Iterator<Position> next = all.iterator(); next.hasNext() && found.size() < query.limit();) {
            addIfFitting(found, next.next());
        }
        return found;
    }

    private void addIfFitting(List<Facts> found, Position position) throws BankException {
        Optional<Facts> facts = reader.read(position.id());
        if (facts.filter(this::fits).isPresent()) {
            found.add(facts.get());
        }
    }

    private boolean fits(Facts facts) {
        Identity identity = facts.identity();
        boolean visible = query.status().map(status -> status == facts.status()).orElse(!DELETED.contains(facts.status()));
        return visible && identity.project().equals(project)
                && query.plan().map(name -> identity.planName().filter(name::equals).isPresent()).orElse(true)
                && query.provider().map(identity.provider()::equals).orElse(true);
    }

    /** The order that a query asks for. */
    static Comparator<Facts> order(CheckpointQuery query) {
        Comparator<Facts> oldestFirst = Comparator.comparing(facts -> Position.of(facts.id(), facts.identity()));
        return query.isNewestFirst() ? oldestFirst.reversed() : oldestFirst;
    }

    private boolean inRange(Position position) {
        boolean beyondMarker = marker.map(last -> query.isNewestFirst() ? position.compareTo(last) < 0 : position.compareTo(last) > 0)
                .orElse(true);
        return beyondMarker && query.until().map(end -> position.createdAt().isBefore(end)).orElse(true) && sinceFits(position);
    }

    private boolean sinceFits(Position position) {
        return query.since().map(first -> !position.createdAt().isBefore(first)).orElse(true);
    }

    /** The records of deletions are few and small, and in no index. */
    private List<Facts> deleted() throws BankException {
        List<Facts> found = new ArrayList<>();
        for (CheckpointId id : Layout.deleted(documents)) {
            Optional<Facts> facts = reader.read(id);
            if (facts.filter(f -> fits(f) && inRange(Position.of(f.id(), f.identity()))).isPresent()) {
                found.add(facts.get());
            }
        }
        found.sort(order(query));
        return found.subList(0, Math.min(found.size(), query.limit()));
    }

    private Positions positions() {
        Prefix index = Index.narrowest(project, query);
        Optional<Key> from = query.until().map(end -> Position.bound(index, end.toEpochMilli()));
        if (query.isNewestFirst() && marker.isPresent()) {
            Key last = marker.get().key(index);
            from = Optional.of(from.filter(bound -> bound.compareTo(last) > 0).orElse(last));
        }
        return new Positions(documents.cursor(index, from));
    }

    /** The positions of an index that are in the range, the newest first. */
    private final class Positions {
        private final KeyCursor keys;

        private Positions(KeyCursor keys) {
            this.keys = keys;
        }

        private Optional<Position> next() throws BankException {
            for (Optional<Key> key = keys.next(); key.isPresent(); key = keys.next()) {
                Optional<Position> position = Position.parse(key.get());
                if (position.isPresent() && !sinceFits(position.get())) {
                    return Optional.empty();
                }
                if (position.filter(Listing.this::inRange).isPresent()) {
                    return position;
                }
            }
            return Optional.empty();
        }
    }
}
