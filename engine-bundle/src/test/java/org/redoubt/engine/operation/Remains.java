package org.redoubt.engine.operation;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.testkit.journal.MemoryJournal;

/** Everything that outlives a process. */
record Remains(MemoryJournal journal, MemoryBank bank, MemoryBank other, Estate estate) {
    /** Those of no process. */
    Remains(Estate estate) {
        this(new MemoryJournal(), new MemoryBank(), new MemoryBank(), estate);
    }

    Remains copy() throws Exception {
        return new Remains(journal.copy(), copy(bank), copy(other), estate.copy());
    }

    private static MemoryBank copy(MemoryBank bank) throws Exception {
        Map<Key, byte[]> contents = contents(bank);
        // The home remembers the vault of each bank, and that of one that nothing was put into is not there yet.
        MemoryBank copy = contents.isEmpty() ? new MemoryBank() : new MemoryBank(bank.id(), InstantSource.system());
        for (Map.Entry<Key, byte[]> object : contents.entrySet()) {
            copy.put(object.getKey(), Body.of(object.getValue()));
        }
        return copy;
    }

    static Map<Key, byte[]> contents(Bank bank) throws Exception {
        Map<Key, byte[]> contents = new TreeMap<>();
        Optional<Key> after = Optional.empty();
        do {
            Page page = bank.list(Prefix.ALL, after, 1000);
            for (ObjectInfo object : page.objects()) {
                contents.put(object.key(), bank.get(object.key(), ByteRange.ALL).readAllBytes());
            }
            after = page.more() ? Optional.of(page.objects().getLast().key()) : Optional.empty();
        } while (after.isPresent());
        return contents;
    }
}
