package org.redoubt.vault.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.key.KeyStore;
import org.redoubt.vault.wire.FormatException;

/**
 * Finds or makes the vault of a bank. The object {@code vault/config} decides by put-if-absent which vault a bank has; all other
 * objects stand below {@code vault/<id>}. Called on threads of the vault only.
 */
public final class ConfigStore {
    private static final Prefix ROOT = Prefix.of("vault");
    /** Where the config stands. */
    public static final Key KEY = ROOT.key("config");
    private static final int LONGEST = 1 << 16;

    private final Bank bank;
    private final KeyHome home;
    private final Pin pin;

    /**
     * @param bank the bank
     * @param home what this home has of keys, and has seen of vaults
     */
    public ConfigStore(Bank bank, KeyHome home) throws VaultException {
        this.bank = bank;
        this.home = home;
        try {
            this.pin = new Pin(home.pin(bank.id()));
        } catch (BankException e) {
            throw Failures.bank(e);
        }
    }

    static Prefix place(UUID vault) {
        return ROOT.resolve(vault.toString());
    }

    /** The vault of the bank, if it has one. A bank with objects of a vault but without its config is damaged. */
    public Optional<OpenVault> find() throws VaultException {
        Optional<VaultConfig> config = read();
        return config.isEmpty() ? Optional.empty() : Optional.of(open(config.get()));
    }

    /** The vault of the bank, made if it has none: of several callers one makes it and all get the same. */
    public OpenVault findOrMake() throws VaultException {
        Optional<OpenVault> found = find();
        if (found.isPresent()) {
            return found.get();
        }
        UUID id = UUID.randomUUID();
        KeyStore keys = new KeyStore(bank, place(id), home);
        // The keys come first: a vault that can be found can be opened.
        KeyStore.Made made = keys.make(id);
        put(VaultConfig.of(made.keyring(), !home.isPlain()));
        OpenVault vault = find().orElseThrow(() -> Failures.unusable(KEY.toString(), "it vanished after it was written"));
        if (!vault.config().vaultId().equals(id)) {
            keys.forget(made);
        }
        return vault;
    }

    /** The id of the vault of the bank, whether or not anything at hand opens it; empty if there is no vault. */
    public Optional<String> id() throws VaultException {
        return read().map(config -> config.vaultId().toString());
    }

    /** Makes the vault of another bank the one of this bank, or brings newer keys of it. */
    public void replicate(ConfigStore original) throws VaultException {
        OpenVault vault = original.findOrMake();
        Optional<OpenVault> mine = find();
        KeyTransfer keys = new KeyTransfer(original.keys(vault.config()), keys(vault.config()), vault.generation());
        if (mine.isEmpty()) {
            // As with a new vault the keys come first.
            keys.bring();
            put(vault.config());
            mine = find();
        } else if (mine.get().generation() <= vault.generation() && vault.keyring().covers(mine.get().keyring())) {
            keys.renew(mine.get().generation());
        }
        if (mine.filter(is -> is.config().vaultId().equals(vault.config().vaultId())).isEmpty()) {
            throw new VaultException(Problem.of(ProblemKind.CONFLICT, "The bank has a vault of its own, so it can be no replica of another one.")
                    .hint("Use an empty bank, or do without replicaOf.").subject(KEY.toString()));
        }
    }

    private void put(VaultConfig config) throws VaultException {
        try {
            // Whether this one or another one won, the config that is read next tells for certain.
            bank.putIfAbsent(KEY, Body.of(config.bytes()));
        } catch (BankException e) {
            throw Failures.bank(e);
        }
    }

    private OpenVault open(VaultConfig config) throws VaultException {
        if (!config.encrypted() && !home.isPlain()) {
            throw new VaultException(Problem.of(ProblemKind.CONFLICT, "The vault in the bank is not encrypted, and this runtime asks for encryption.")
                    .hint("Use another bank, or set encryption to false in the configuration org.redoubt.vault.").subject(KEY.toString()));
        }
        KeyStore.Opened opened = newest(config);
        try {
            config.prove(opened.keyring());
        } catch (FormatException e) {
            throw Failures.unusable(KEY.toString(), e.getMessage());
        }
        if (opened.generation() > pin.generation()) {
            settle(config);
        }
        pin.check(config, opened.generation());
        if (home.isAlone()) {
            // What was opened with a key that was lent says nothing of what the own ones open the next time.
            pin.note(config, opened.generation());
        }
        return new OpenVault(config, opened.keyring(), opened.generation());
    }

    /** What this home is about to remember for ever may just have been made by another one, who has not come to bring it to disk. */
    private void settle(VaultConfig config) throws VaultException {
        try {
            bank.settle(KEY);
        } catch (BankException e) {
            throw failed(e);
        }
        keys(config).settle();
    }

    /** Keys may have been rotated since they were listed, and another process of this home may have seen the new ones. */
    private KeyStore.Opened newest(VaultConfig config) throws VaultException {
        KeyStore.Opened opened = keys(config).open(config.encrypted());
        return opened.generation() < pin.generation() ? keys(config).open(config.encrypted()) : opened;
    }

    private KeyStore keys(VaultConfig config) {
        return new KeyStore(bank, place(config.vaultId()), home);
    }

    /** The wrapped keyrings of the vault of the bank, whether or not anything at hand opens them; empty if there is no vault. */
    public Optional<KeyStore> wraps() throws VaultException {
        return read().map(this::keys);
    }

    private Optional<VaultConfig> read() throws VaultException {
        Optional<VaultConfig> config = look();
        if (config.isEmpty()) {
            refuseRemains();
        }
        if (config.isPresent() || !pin.isThere()) {
            return config;
        }
        // Another one of this home may have made it, and noted it, just after the first look.
        config = look();
        if (config.isEmpty()) {
            throw pin.gone();
        }
        return config;
    }

    private Optional<VaultConfig> look() throws VaultException {
        try (InputStream in = bank.get(KEY, ByteRange.ALL)) {
            return Optional.of(VaultConfig.decode(in.readNBytes(LONGEST)));
        } catch (FormatException e) {
            throw Failures.unusable(KEY.toString(), e.getMessage());
        } catch (IOException e) {
            throw Failures.unreadable(KEY.toString(), e);
        } catch (BankException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) {
                throw failed(e);
            }
            return Optional.empty();
        }
    }

    private void refuseRemains() throws VaultException {
        try {
            // Another process may have made the vault between the two looks; then the config is there by now.
            if (remains()) {
                bank.stat(KEY);
            }
        } catch (BankException e) {
            throw failed(e);
        }
    }

    /** Whether there is more than keys, which somebody leaves who dies before the config is there. */
    private boolean remains() throws BankException {
        Optional<Key> after = Optional.empty();
        Page page;
        do {
            page = bank.list(ROOT, after, 1000);
            if (page.objects().stream().anyMatch(object -> !object.key().toString().contains("/" + KeyStore.FOLDER + "/"))) {
                return true;
            }
            after = page.objects().isEmpty() ? after : Optional.of(page.objects().getLast().key());
        } while (page.more());
        return false;
    }

    private static VaultException failed(BankException cause) {
        return switch (cause.kind()) {
            case NOT_FOUND -> Failures.unusable(KEY.toString(), "it is missing");
            case DAMAGED, INVALID -> Failures.unusable(KEY.toString(), "the bank cannot read it as it was written");
            default -> Failures.bank(cause);
        };
    }
}
