package org.redoubt.engine.checkpoint;

import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.json.JsonObject;

/** Owners as they stand in documents. */
final class Owners {
    private Owners() {
    }

    static JsonObject json(Owner owner) {
        return JsonObject.builder().put("runtime", owner.runtime()).put("incarnation", owner.incarnation()).build();
    }

    static Owner read(Fields document, String name) throws BankException {
        Fields fields = new Fields(document.object(), document.object(name));
        return new Owner(fields.string("runtime"), fields.number("incarnation"));
    }
}
