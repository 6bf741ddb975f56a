package org.redoubt.vault.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;

/** All that a bank lists below a prefix, page by page, in the order of the keys. */
public final class Listing {
    private static final int PAGE = 1000;

    private Listing() {
    }

    /** Takes each object. */
    public static void each(Bank bank, Prefix prefix, Consumer<ObjectInfo> taker) throws VaultException {
        Optional<Key> after = Optional.empty();
        try {
            Page page;
            do {
                page = bank.list(prefix, after, PAGE);
                page.objects().forEach(taker);
                after = page.objects().isEmpty() ? after : Optional.of(page.objects().getLast().key());
            } while (page.more());
        } catch (BankException e) {
            throw Failures.bank(e);
        }
    }

    /** All objects. */
    public static List<ObjectInfo> of(Bank bank, Prefix prefix) throws VaultException {
        List<ObjectInfo> objects = new ArrayList<>();
        each(bank, prefix, objects::add);
        return objects;
    }
}
