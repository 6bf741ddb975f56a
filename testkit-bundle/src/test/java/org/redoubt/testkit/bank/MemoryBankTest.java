package org.redoubt.testkit.bank;

import java.time.Duration;
import java.time.Instant;
import org.redoubt.api.bank.Bank;

/** The reference keeps every promise. */
class MemoryBankTest implements BankContract {
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    @Override
    public Bank emptyBank() {
        return new MemoryBank(() -> now);
    }

    @Override
    public Instant bankTime() {
        return now;
    }

    @Override
    public boolean moveClock(Duration by) {
        now = now.plus(by);
        return true;
    }
}
