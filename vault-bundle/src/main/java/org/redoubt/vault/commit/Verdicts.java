package org.redoubt.vault.commit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.wire.FormatException;

/**
 * Reads decisions, each once, as it never changes. Those about all attempts at one checkpoint stand beside each other; the one that
 * commits may be about a later attempt than the one that wrote a run. Called on threads of the vault only. Thread-safe.
 */
public final class Verdicts {
    private static final int MOST_ATTEMPTS = 10_000;

    private final Bank documents;
    private final Map<Key, Verdict> decided = new ConcurrentHashMap<>();

    /**
     * @param documents the bank as who has the keys sees it
     */
    public Verdicts(Bank documents) {
        this.documents = documents;
    }

    /**
     * The runs that are believed because of a decision or of one beside it, as of now.
     *
     * @throws VaultException of kind {@code DAMAGED} if there is one that cannot be read
     */
    public Set<String> runs(Key decision) throws VaultException {
        String text = decision.toString();
        Prefix attempts = Prefix.of(text.substring(0, Math.max(0, text.lastIndexOf('/'))));
        Set<String> runs = new HashSet<>();
        try {
            for (ObjectInfo object : documents.list(attempts, Optional.empty(), MOST_ATTEMPTS).objects()) {
                runs.addAll(verdict(object.key()).runs());
            }
            return runs;
        } catch (BankException e) {
            throw Failures.bank(e);
        }
    }

    /** The decisions that name any of these runs, of those that were read. */
    public Set<Key> naming(Set<String> runs) {
        Set<Key> naming = new HashSet<>();
        decided.forEach((key, verdict) -> {
            if (!Collections.disjoint(runs, verdict.runs())) {
                naming.add(key);
            }
        });
        return naming;
    }

    private Verdict verdict(Key decision) throws VaultException {
        Verdict known = decided.get(decision);
        if (known == null) {
            known = read(decision);
            settle(decision);
            decided.put(decision, known);
        }
        return known;
    }

    /** Who made it may have died before it was durable, and what is built on it from now on would lose its ground. */
    private void settle(Key decision) throws VaultException {
        try {
            documents.settle(decision);
        } catch (BankException e) {
            throw Failures.bank(e);
        }
    }

    private Verdict read(Key decision) throws VaultException {
        try (InputStream in = documents.get(decision, ByteRange.ALL)) {
            return Verdict.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FormatException e) {
            throw Failures.damaged(decision.toString(), e.getMessage());
        } catch (IOException e) {
            throw Failures.unreadable(decision.toString(), e);
        } catch (BankException e) {
            VaultException failure = Failures.reading(decision.toString(), e);
            throw failure.kind() == ProblemKind.DAMAGED ? Failures.damaged(decision.toString(), "the decision about a session cannot be read") : failure;
        }
    }
}
