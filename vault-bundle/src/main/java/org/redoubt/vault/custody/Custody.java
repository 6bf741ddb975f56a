package org.redoubt.vault.custody;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.redoubt.api.access.Secret;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultKey;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.vault.config.ConfigStore;
import org.redoubt.vault.config.OpenVault;
import org.redoubt.vault.custody.Known.Held;
import org.redoubt.vault.key.Kek;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.key.KeyStore;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.key.KeysAtHand;
import org.redoubt.vault.key.Wrap;
import org.redoubt.vault.work.Workers;

/** The keys of the vault of one bank, as people see and change them. */
public final class Custody implements VaultKeys {
    private final Bank bank;
    private final KeyHome home;
    private final Workers workers;

    /**
     * @param bank the bank
     * @param home what this home has of keys
     * @param workers where the work is done
     * @param with what else opens the vault
     */
    public Custody(Bank bank, KeyHome home, Workers workers, List<Secret> with) {
        this.bank = bank;
        this.home = home.with(with.stream().map(secret -> new String(secret.value())).toList());
        this.workers = workers;
    }

    private <T> T work(Callable<T> task) throws VaultException {
        Workers.checkInterrupt();
        return Workers.await(workers.access(task));
    }

    private static VaultException conflict(String why, String hint) {
        return new VaultException(Problem.of(ProblemKind.CONFLICT, why).hint(hint));
    }

    private static VaultException noVault() {
        return new VaultException(Problem.of(ProblemKind.NOT_FOUND, "The bank holds no vault yet.").hint("Protect something first."));
    }

    private KeyStore store() throws VaultException {
        return new ConfigStore(bank, home).wraps().orElseThrow(Custody::noVault);
    }

    private Known known(KeyStore store) throws VaultException {
        return Known.in(store, home.keys());
    }

    /** The vault, opened with the newest of its keys. */
    private OpenVault open(Known known) throws VaultException {
        OpenVault vault = new ConfigStore(bank, home).find().orElseThrow(Custody::noVault);
        if (!vault.config().encrypted()) {
            throw conflict("The vault is not encrypted, so it has no keys that could be changed.", "Copy what is in it to a bank whose vault is.");
        }
        if (vault.generation() != known.newest()) {
            throw conflict("The keys of the vault have been rotated, and only older ones are at hand.",
                    "Do it where a current key is, or give one; `redoubt key list` shows which they are.");
        }
        return vault;
    }

    @Override
    public List<VaultKey> list() throws VaultException {
        return work(() -> {
            Known known = known(store());
            return known.all().stream().map(known::view).toList();
        });
    }

    @Override
    public VaultKey add(Secret secret) throws VaultException {
        String text = new String(secret.value());
        return work(() -> add(text));
    }

    @Override
    public VaultKey addOwn() throws VaultException {
        return work(() -> {
            // Nothing is made unless it can be added.
            open(known(store()));
            return add(home.makeKey());
        });
    }

    private VaultKey add(String text) throws VaultException {
        Kek kek = KeyHome.chosen(text);
        KeyStore store = store();
        OpenVault vault = open(known(store));
        Known opened = Known.in(store, KeysAtHand.given(text));
        if (opened.all().stream().anyMatch(held -> held.kek().isPresent() && opened.isCurrent(held))) {
            throw new VaultException(Problem.of(ProblemKind.EXISTS, "The key opens the vault already.")
                    .hint("`redoubt key list` shows all that do."));
        }
        Wrap wrap = Wrap.of(vault.keyring(), vault.generation(), kek);
        store.put(wrap, store.retained(store.newestFirst()));
        if (known(store).newest() != vault.generation()) {
            throw conflict("The keys of the vault were rotated at the same time.", "Add the key again.");
        }
        return new VaultKey(kek.id(), wrap.kind().word(), wrap.generation(), true, true);
    }

    @Override
    public VaultKey remove(String id) throws VaultException {
        return work(() -> {
            KeyStore store = store();
            Known known = known(store);
            open(known);
            Held held = find(known, id);
            boolean opens = known.all().stream().anyMatch(other -> other != held && known.isCurrent(other) && other.kek().isPresent());
            if (!opens) {
                throw conflict("Without the key " + held.name().id() + " nothing at hand would open the vault.",
                        "Add another key first, or remove it where another one is.");
            }
            List<Key> places = known.places(held);
            Optional<Instant> until = store.retained(places);
            if (until.isPresent()) {
                throw retained(held, "until " + until.get().truncatedTo(ChronoUnit.SECONDS));
            }
            for (Key place : places) {
                if (!store.delete(place)) {
                    throw retained(held, "for some time");
                }
            }
            return known.view(held);
        });
    }

    private static VaultException retained(Held held, String howLong) {
        return new VaultException(Problem.of(ProblemKind.RETAINED, "The key " + held.name().id() + " stays, as the bank retains it " + howLong
                + " for the checkpoints that need it.").hint("Remove it after that, or copy what is needed to a bank with another vault."));
    }

    private static Held find(Known known, String id) throws VaultException {
        List<Held> meant = known.all().stream().filter(held -> !id.isEmpty() && held.name().id().startsWith(id)).toList();
        if (meant.size() != 1) {
            throw new VaultException(Problem.of(ProblemKind.NOT_FOUND, meant.isEmpty() ? "The vault has no key \"" + id + "\"."
                    : "The vault has " + meant.size() + " keys that begin with \"" + id + "\".").hint("`redoubt key list` shows all."));
        }
        return meant.getFirst();
    }

    @Override
    public int rotate() throws VaultException {
        return work(() -> {
            KeyStore store = store();
            Known known = known(store);
            OpenVault vault = open(known);
            refuseIfLost(known);
            int generation = known.newest() + 1;
            Keyring next = vault.keyring().next();
            // Two who rotate at once wrap the same keys, so the first of them in order decides who does it.
            List<Kek> keks = known.all().stream().map(held -> held.kek().orElseThrow()).sorted(Comparator.comparing(Kek::id)).toList();
            Optional<Instant> until = store.retained(known.before(generation));
            if (!store.putIfAbsent(Wrap.of(next, generation, keks.getFirst()), until)) {
                throw conflict("The keys of the vault are being rotated by somebody else.", "Look at `redoubt key list`, and do it again if that is needed.");
            }
            for (Kek kek : keks.subList(1, keks.size())) {
                store.put(Wrap.of(next, generation, kek), until);
            }
            for (Key place : known.before(generation)) {
                // One that is retained does no harm beside the new ones, and goes with the next rotation.
                store.delete(place);
            }
            // So that the home knows from now on that older ones are no more to be believed.
            open(known(store));
            return generation;
        });
    }

    private static void refuseIfLost(Known known) throws VaultException {
        String missing = known.all().stream().filter(held -> held.kek().isEmpty()).map(known::view)
                .map(key -> key.kind() + " " + key.id()).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw conflict("New keys can be drawn only where all keys of the vault are at hand, and these are not: " + missing + ".",
                    "Give them with --with FILE, or remove them first.");
        }
    }

    @Override
    public Secret export() throws VaultException {
        return work(() -> {
            Known known = known(store());
            String text = home.keyText().orElseThrow(() -> new VaultException(
                    Problem.of(ProblemKind.NOT_FOUND, "This home has no key file: " + home.keyFile() + " is not there.")
                            .hint("`redoubt key add` makes one and adds it to the vault.")));
            String own = KeyHome.chosen(text).id();
            if (known.all().stream().noneMatch(held -> held.name().id().equals(own) && held.kek().isPresent())) {
                throw conflict("The key in " + home.keyFile() + " is not one of this vault.", "`redoubt key list` shows all that are.");
            }
            return new Secret(text.toCharArray());
        });
    }
}
