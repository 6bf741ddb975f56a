package org.redoubt.vault.live;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;

/**
 * Gives signs of life for all sessions that this process has on one vault, and answers collections for them, on a thread of its own: a bank that
 * does not answer must not make sessions on another one look dead. Thread-safe.
 */
public final class Heart implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Heart.class.getName());

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<LiveSession> sessions = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("redoubt-vault-heart").daemon().factory());
    private final LiveDocuments documents;
    private final CollectionStore collections;
    private final LiveSettings settings;
    private boolean beating;

    /**
     * @param documents where sessions stand
     * @param collections the collections of the vault
     * @param settings how often
     */
    public Heart(LiveDocuments documents, CollectionStore collections, LiveSettings settings) {
        this.documents = documents;
        this.collections = collections;
        this.settings = settings;
    }

    /**
     * A session opens: it is seen by collections that begin later, and refers to nothing that earlier ones want to delete. One that only reads
     * goes on where it cannot be seen, as on a bank that stores nothing: it never reads anything wrong, only perhaps nothing any more.
     */
    public LiveSession join(SessionOptions options) throws VaultException {
        LiveSession session = new LiveSession(documents, UUID.randomUUID().toString(), SessionNote.of(options, settings.clock().instant()));
        try {
            session.begin();
        } catch (VaultException e) {
            if (options.isWriting() || e.kind() == ProblemKind.CANCELLED) {
                throw e;
            }
            return session;
        }
        if (options.isWriting()) {
            maskOrLeave(session);
        }
        sessions.add(session);
        start();
        return session;
    }

    private void maskOrLeave(LiveSession session) throws VaultException {
        boolean masked = false;
        try {
            Collections now = collections.look();
            if (!now.damaged().isEmpty()) {
                String object = now.damaged().keySet().iterator().next();
                throw Failures.damaged(object, "it tells what a collection deletes, so nothing can be stored safely");
            }
            session.mask(now);
            masked = true;
        } finally {
            if (!masked) {
                leave(session, false);
            }
        }
    }

    private void start() {
        lock.lock();
        try {
            if (!beating && !timer.isShutdown()) {
                beating = true;
                long nanos = settings.beat().toNanos();
                timer.scheduleWithFixedDelay(this::beat, nanos, nanos, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void beat() {
        each(LiveSession::beat);
        try {
            listen();
        } catch (VaultException | RuntimeException e) {
            failed(e);
        }
    }

    private interface Sign {
        void of(LiveSession session) throws VaultException;
    }

    /** What fails for one session is tried again at the next beat, and keeps none from the others. */
    private void each(Sign sign) {
        for (LiveSession session : sessions) {
            try {
                sign.of(session);
            } catch (VaultException | RuntimeException e) {
                failed(e);
            }
        }
    }

    private static void failed(Exception failure) {
        LOG.log(Level.DEBUG, "A sign of life could not be given: {0}", Problem.of(ProblemKind.INTERNAL, failure));
    }

    /** Answers collections that have begun, at once. Called on a thread of the vault. */
    public void listen() throws VaultException {
        if (sessions.isEmpty()) {
            return;
        }
        Collections now = collections.look();
        each(session -> session.answer(now));
    }

    /**
     * A session ends.
     *
     * @param committable whether a decision that commits it may still be stored
     */
    public void leave(LiveSession session, boolean committable) throws VaultException {
        sessions.remove(session);
        session.end(committable);
    }

    /** Gives no more signs of life; one that is on its way is not interrupted, as that would disturb others in a bank. */
    @Override
    public void close() {
        timer.shutdown();
    }
}
