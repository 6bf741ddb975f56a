package org.redoubt.vault.collect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.live.Answer;
import org.redoubt.vault.live.Heart;
import org.redoubt.vault.live.LiveSettings;
import org.redoubt.vault.live.SessionNote;
import org.redoubt.vault.live.SessionState;
import org.redoubt.vault.live.SessionStore;
import org.redoubt.vault.work.Workers;

/**
 * Asks every session that was open when a collection began what it needs. One that ends meanwhile needs nothing; one that gives no sign of life is fenced, so
 * that it can never commit; one that only reads and gives none is gone, or will find that what it read is. For one thread.
 */
final class Handshake {
    private final Workers workers;
    private final SessionStore store;
    private final Heart heart;
    private final LiveSettings settings;
    private final LiveData live;
    private final Map<String, Seen> seen = new HashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<SessionState> ended = new ArrayList<>();
    private final List<SessionState> waiting = new ArrayList<>();

    Handshake(Workers workers, SessionStore store, Heart heart, LiveSettings settings, LiveData live) {
        this.workers = workers;
        this.store = store;
        this.heart = heart;
        this.settings = settings;
        this.live = live;
    }

    /** When a session was seen first, and since when it has given no other sign of life. */
    private record Seen(long first, long beats, long since) {
    }

    /** Asks until all have answered, or have lived for long without an answer. */
    Sessions ask(long collection) throws VaultException {
        Set<String> asked = list().stream().map(SessionState::id).collect(Collectors.toSet());
        while (true) {
            answers.clear();
            ended.clear();
            waiting.clear();
            boolean settled = true;
            for (SessionState session : list()) {
                // Who came later has seen what is to be deleted before it could refer to anything.
                settled &= !asked.contains(session.id()) || settle(session, collection);
            }
            if (settled) {
                return new Sessions(List.copyOf(answers), List.copyOf(ended), List.copyOf(waiting));
            }
            pause();
        }
    }

    private List<SessionState> list() throws VaultException {
        return Workers.await(workers.access(() -> {
            heart.listen();
            return store.list();
        }));
    }

    /** Whether there is nothing to wait for any more. */
    private boolean settle(SessionState session, long collection) throws VaultException {
        if (session.note().isEmpty() || session.ended() || isDecided(session.note().get())) {
            ended.add(session);
            return true;
        }
        Optional<Answer> answer = Workers.await(workers.access(() -> store.answer(session, collection)));
        if (answer.isPresent()) {
            answers.add(answer.get());
            return true;
        }
        Seen life = look(session);
        long silence = settings.silence().toNanos();
        if (System.nanoTime() - life.since() < silence) {
            boolean patient = System.nanoTime() - life.first() < 2 * silence;
            if (!patient) {
                waiting.add(session);
            }
            return !patient;
        }
        SessionNote note = session.note().get();
        if (note.writing()) {
            fence(note);
        }
        (note.writing() && !isDecided(note) ? waiting : ended).add(session);
        return true;
    }

    private boolean isDecided(SessionNote note) throws VaultException {
        return Workers.await(workers.access(() -> store.isDecided(note)));
    }

    private Seen look(SessionState session) {
        long now = System.nanoTime();
        return seen.merge(session.id(), new Seen(now, session.beats(), now),
                (before, is) -> before.beats() == is.beats() ? before : new Seen(before.first(), is.beats(), now));
    }

    private void fence(SessionNote note) throws VaultException {
        live.fence(note.checkpoint(), note.decision().orElseThrow(), Problem.of(ProblemKind.CONFLICT, "Its writer, process " + note.pid() + " on " + note.host()
                + ", gave no sign of life for " + settings.silence().toSeconds() + " seconds while the vault was collected.")
                .hint("Resume the operation, or protect again.").subject(note.checkpoint()));
    }

    private void pause() throws VaultException {
        try {
            Thread.sleep(Math.clamp(Math.min(settings.beat().toMillis(), settings.silence().toMillis()) / 4, 1, 500));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.cancelled();
        }
    }
}
