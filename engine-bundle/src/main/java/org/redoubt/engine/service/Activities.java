package org.redoubt.engine.service;

import org.redoubt.engine.collection.BankCollections;
import org.redoubt.engine.operation.OperationCatalog;

/**
 * All that goes on in a runtime, and how it stops.
 *
 * @param operations which are taken back when it stops
 * @param collections which a later one goes on with
 */
public record Activities(OperationCatalog operations, BankCollections collections) implements AutoCloseable {

    /** Takes nothing more, stops all that goes on, and waits until it has ended. */
    @Override
    public void close() {
        collections.refuse();
        // Before collections are waited for, as something may be frozen.
        operations.close();
        collections.close();
    }
}
