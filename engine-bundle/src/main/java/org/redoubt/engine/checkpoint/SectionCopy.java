package org.redoubt.engine.checkpoint;

import java.util.function.LongConsumer;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.vault.VaultSession;

/**
 * The copy of a section to another checkpoint.
 *
 * @param resource whose section
 * @param source what is copied
 * @param copy the section of the other checkpoint, which is empty
 */
record SectionCopy(ResourceRef resource, ReadOnlySection source, WritableSection copy) {
    /**
     * Copies documents and data.
     *
     * @throws RedoubtException if it could not be copied whole
     */
    void run(VaultSession from, VaultSession to, LongConsumer progress) throws RedoubtException {
        for (String name : source.documents()) {
            copy.put(name, source.get(name).orElseThrow(() -> notFound(name)));
        }
        for (String name : source.data()) {
            DataEntry entry = source.entry(name).orElseThrow(() -> notFound(name));
            copy.committed(name, new DataEntry(from.copy(entry.id(), to, progress), entry.bytes()));
        }
    }

    private BankException notFound(String name) {
        return new BankException(SectionNames.notFound(resource, name));
    }
}
