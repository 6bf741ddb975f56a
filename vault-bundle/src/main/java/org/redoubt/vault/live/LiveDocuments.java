package org.redoubt.vault.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.listing.Listing;
import org.redoubt.vault.retention.Locks;

/** Small sealed documents in a bank. Called on threads of the vault only. Thread-safe. */
public final class LiveDocuments {
    private final Bank documents;
    private final Prefix live;

    /**
     * @param documents the bank as who has the keys sees it
     * @param vault where the vault stands in it
     */
    public LiveDocuments(Bank documents, Prefix vault) {
        this.documents = documents;
        this.live = vault.resolve("live");
    }

    /** Where open sessions stand. */
    public Prefix sessions() {
        return live.resolve("sessions");
    }

    /** Where collections stand. */
    public Prefix collections() {
        return live.resolve("collect");
    }

    /** Stores a document unless there is one; whether this one is there now. The answer is certain also when the bank's was not. */
    public boolean putIfAbsent(Key key, JsonObject content) throws VaultException {
        return putIfAbsent(key, content, Optional.empty());
    }

    /** The same for a document that is to stay until a time, if there is one. */
    boolean putIfAbsent(Key key, JsonObject content, Optional<Instant> until) throws VaultException {
        PutOptions options = PutOptions.defaults().onlyIfAbsent().fromReserve();
        JsonObject document = JsonObject.builder().put("formatVersion", 1).putAll(content).build();
        try {
            return documents.put(key, Body.of(document + "\n"), until.map(options::retainUntil).orElse(options));
        } catch (BankException e) {
            Optional<JsonObject> there = afterFailure(key, e);
            if (there.isEmpty()) {
                throw Failures.bank(e);
            }
            return there.get().toString().equals(document.toString());
        }
    }

    private Optional<JsonObject> afterFailure(Key key, BankException failure) {
        try {
            return read(key);
        } catch (VaultException unknown) {
            failure.addSuppressed(unknown);
            return Optional.empty();
        }
    }

    /** Reads a document, if it is there. */
    public Optional<JsonObject> read(Key key) throws VaultException {
        try (InputStream in = documents.get(key, ByteRange.ALL)) {
            return Optional.of(Json.parseObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (JsonException e) {
            throw Failures.damaged(key.toString(), "it is not written in JSON");
        } catch (IOException e) {
            throw Failures.unreadable(key.toString(), e);
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw Failures.reading(key.toString(), e);
        }
    }

    /** Makes a document durable that somebody else has put, who may have died before it was. Whether it is there. */
    boolean settle(Key key) throws VaultException {
        try {
            documents.settle(key);
            return true;
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return false;
            }
            throw Failures.bank(e);
        }
    }

    /** Whether there is an object under a key. */
    public boolean exists(Key key) throws VaultException {
        try {
            documents.stat(key);
            return true;
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return false;
            }
            throw Failures.bank(e);
        }
    }

    /** What stands below a prefix. */
    public List<ObjectInfo> list(Prefix prefix) throws VaultException {
        return Listing.of(documents, prefix);
    }

    /** What the bank retains. */
    Locks locks() {
        return new Locks(documents);
    }

    /** Deletes an object; one that is not there is no error. */
    public void delete(Key key) throws VaultException {
        try {
            documents.delete(key);
        } catch (BankException e) {
            throw Failures.bank(e);
        }
    }
}
