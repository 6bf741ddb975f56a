package org.redoubt.vault.live;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.pack.PackName;

/** That a session of this process is open, as others see it in the bank. Thread-safe; all but {@link #pins()} is called on threads of the vault. */
public final class LiveSession {
    private final ReentrantLock lock = new ReentrantLock();
    private final LiveDocuments documents;
    private final Prefix place;
    private final SessionNote note;
    private final Pins pins = new Pins();
    private final Set<String> stored = new HashSet<>();
    private final Set<Long> answered = new HashSet<>();
    private boolean ended;
    private long beats;

    LiveSession(LiveDocuments documents, String id, SessionNote note) {
        this.documents = documents;
        this.place = documents.sessions().resolve(id);
        this.note = note;
    }

    /** What it needs. */
    public Pins pins() {
        return pins;
    }

    SessionNote note() {
        return note;
    }

    private void put(String name, JsonObject content) throws VaultException {
        stored.add(name);
        documents.putIfAbsent(place.key(name), content);
    }

    void begin() throws VaultException {
        lock.lock();
        try {
            put("open", note.toJson());
        } finally {
            lock.unlock();
        }
    }

    /** Gives a sign of life, and takes back the one before. */
    void beat() throws VaultException {
        lock.lock();
        try {
            if (!ended) {
                put("hb-" + ++beats, JsonObject.empty());
                remove("hb-" + (beats - 1));
            }
        } finally {
            lock.unlock();
        }
    }

    private void remove(String name) throws VaultException {
        if (stored.contains(name)) {
            documents.delete(place.key(name));
            stored.remove(name);
        }
    }

    /** Refers to no victim any more, and tells those that ask which of theirs it needs. */
    void answer(Collections collections) throws VaultException {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            pins.mask(collections.masked());
            for (Map.Entry<Long, Set<PackName>> asking : collections.undecided().entrySet()) {
                if (!answered.contains(asking.getKey())) {
                    put("ack-" + asking.getKey(), Answer.of(pins, asking.getValue()).toJson());
                    answered.add(asking.getKey());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Refers to none of the victims there are, which it has not begun to do. */
    void mask(Collections collections) {
        pins.mask(collections.masked());
    }

    /**
     * Ends it: takes away what others see of it, that it is open last of all. A bank that deletes nothing is told so instead.
     *
     * @param committable whether it may still be committed
     */
    void end(boolean committable) throws VaultException {
        lock.lock();
        try {
            ended = true;
            if (committable && !documents.exists(note.decision().orElseThrow())) {
                // Until there is a decision, a collection has to ask for one before it takes anything away.
                return;
            }
            for (String name : Set.copyOf(stored)) {
                if (!name.equals("open")) {
                    remove(name);
                }
            }
            remove("open");
        } catch (VaultException e) {
            if (stored.contains("open")) {
                put("end", JsonObject.empty());
            }
        } finally {
            lock.unlock();
        }
    }
}
