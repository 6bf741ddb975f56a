package org.redoubt.engine.collection;

import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CollectListener;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.VaultException;

/**
 * What is needed, with somebody who is told of the plan.
 *
 * @param live what is needed
 * @param listener told of the plan
 */
record Told(LiveData live, CollectListener listener) implements LiveData {

    @Override
    public void visit(Visitor visitor) throws VaultException {
        live.visit(visitor);
    }

    @Override
    public void fence(String checkpoint, Key decision, Problem reason) throws VaultException {
        live.fence(checkpoint, decision, reason);
    }

    @Override
    public void planned(CollectReport plan) throws VaultException {
        try {
            listener.planned(plan);
        } catch (RedoubtException e) {
            throw new VaultException(e.problem(), e);
        }
    }
}
