package org.redoubt.vault.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.wire.FormatException;

/**
 * The sessions of all processes, as a collection sees them. Called on threads of the vault only. Thread-safe.
 *
 * @param documents where they are
 */
public record SessionStore(LiveDocuments documents) {
    private static final String BEAT = "hb-";

    /** The sessions that are listed now. */
    public List<SessionState> list() throws VaultException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (ObjectInfo object : documents.list(documents.sessions())) {
            String[] parts = documents.sessions().relative(object.key()).split("/");
            if (parts.length == 2) {
                found.computeIfAbsent(parts[0], id -> new HashSet<>()).add(parts[1]);
            }
        }
        List<SessionState> sessions = new ArrayList<>();
        for (Map.Entry<String, Set<String>> session : found.entrySet()) {
            Set<String> names = session.getValue();
            long beats = names.stream().filter(name -> name.matches(BEAT + "[0-9]{1,18}")).mapToLong(name -> Long.parseLong(name.substring(BEAT.length())))
                    .max().orElse(0);
            sessions.add(new SessionState(session.getKey(), note(session.getKey(), names), names.contains("end"), beats, names));
        }
        return sessions;
    }

    private Key key(String session, String name) {
        return documents.sessions().resolve(session).key(name);
    }

    private Optional<SessionNote> note(String session, Set<String> names) throws VaultException {
        if (!names.contains("open")) {
            return Optional.empty();
        }
        Key key = key(session, "open");
        Optional<JsonObject> document = documents.read(key);
        try {
            return document.isEmpty() ? Optional.empty() : Optional.of(SessionNote.read(document.get()));
        } catch (FormatException e) {
            throw Failures.damaged(key.toString(), e.getMessage());
        }
    }

    /** What a session has answered to a collection. */
    public Optional<Answer> answer(SessionState session, long collection) throws VaultException {
        String name = "ack-" + collection;
        if (!session.names().contains(name)) {
            return Optional.empty();
        }
        Key key = key(session.id(), name);
        Optional<JsonObject> document = documents.read(key);
        try {
            return document.isEmpty() ? Optional.empty() : Optional.of(Answer.read(document.get()));
        } catch (FormatException e) {
            throw Failures.damaged(key.toString(), e.getMessage());
        }
    }

    /** Whether it was decided about a session that writes, for good: who relies on it deletes what it needs. */
    public boolean isDecided(SessionNote note) throws VaultException {
        return note.decision().isPresent() && documents.exists(note.decision().get()) && documents.settle(note.decision().get());
    }

    /** The objects there are of a session, that it is open last of all. */
    public List<Key> objects(SessionState session) {
        List<Key> keys = new ArrayList<>();
        session.names().stream().filter(name -> !name.equals("open")).forEach(name -> keys.add(key(session.id(), name)));
        if (session.names().contains("open")) {
            keys.add(key(session.id(), "open"));
        }
        return keys;
    }
}
