package org.redoubt.vault;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.ForwardingBank;
import org.redoubt.api.bank.Key;

/** A bank that notes which packs are read. */
final class PackReads extends ForwardingBank {
    private final Bank store;
    private final String area;
    private final List<String> reads = Collections.synchronizedList(new ArrayList<>());

    /** Of packs below a part of their keys. */
    PackReads(Bank store, String area) {
        this.store = store;
        this.area = area;
    }

    @Override
    protected Bank bank() {
        return store;
    }

    @Override
    public BankTraits traits() {
        return store.traits();
    }

    @Override
    public InputStream get(Key key, ByteRange range) throws BankException {
        if (key.toString().contains(area)) {
            reads.add(key + (range.equals(ByteRange.ALL) ? "" : " in part"));
        }
        return super.get(key, range);
    }

    /** What was read since they were forgotten: the key, and whether it was all of it. */
    List<String> reads() {
        return List.copyOf(reads);
    }

    void forget() {
        reads.clear();
    }
}
