package org.redoubt.engine.document;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;

/** Goes through the keys below a prefix, a page at a time. For one thread. */
public final class KeyCursor {
    private final Bank bank;
    private final Prefix prefix;
    private final int limit;
    private Optional<Key> after;
    private Iterator<ObjectInfo> page = List.<ObjectInfo>of().iterator();
    private boolean more = true;

    KeyCursor(Bank bank, Prefix prefix, Optional<Key> after, int limit) {
        this.bank = bank;
        this.prefix = prefix;
        this.after = after;
        this.limit = limit;
    }

    /** The next key; empty at the end. */
    public Optional<Key> next() throws BankException {
        while (!page.hasNext() && more) {
            Page next = bank.list(prefix, after, limit);
            page = next.objects().iterator();
            more = next.more();
        }
        if (!page.hasNext()) {
            return Optional.empty();
        }
        after = Optional.of(page.next().key());
        return after;
    }
}
