package org.redoubt.engine.owner;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.json.JsonObject;
import org.redoubt.engine.document.DocumentStore;

/**
 * The signs of life in a bank.
 *
 * @param documents the documents of the bank
 */
record LeaseObjects(DocumentStore documents) {
    private static final String KIND = "lease";
    private static final Prefix ALL = Prefix.of("lease");

    private static Prefix of(Owner owner) {
        return ALL.resolve(owner.runtime()).resolve(Long.toString(owner.incarnation()));
    }

    static Key key(Owner owner, long number) {
        return of(owner).key(String.format(Locale.ROOT, "%016d", number));
    }

    /**
     * Gives a sign.
     *
     * @param giver tells two apart that go by the same name
     * @return false if the number is taken, so that another one goes by the same name
     */
    boolean put(Owner owner, long number, String giver) throws BankException {
        JsonObject content = JsonObject.builder().put("runtime", owner.runtime()).put("incarnation", owner.incarnation())
                .put("giver", giver).build();
        return documents.putEnding(KIND, key(owner, number), content).isPresent();
    }

    void delete(Key key) throws BankException {
        documents.delete(key);
    }

    void deleteAll(Owner owner) throws BankException {
        documents.deleteAll(of(owner));
    }

    /** The last sign of each owner. What is no sign of life is passed over. */
    Map<Owner, Long> last() throws BankException {
        Map<Owner, Long> last = new HashMap<>();
        for (Key key : documents.list(ALL)) {
            String[] parts = ALL.relative(key).split("/");
            if (parts.length == 3 && parts[1].matches("[0-9]{1,18}") && parts[2].matches("[0-9]{16}")) {
                last.merge(new Owner(parts[0], Long.parseLong(parts[1])), Long.parseLong(parts[2]), Math::max);
            }
        }
        return last;
    }
}
