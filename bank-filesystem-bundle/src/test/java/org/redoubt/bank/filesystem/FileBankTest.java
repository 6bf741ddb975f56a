package org.redoubt.bank.filesystem;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Bank;
import org.redoubt.testkit.bank.BankContract;

/** The bank on a directory passes the suite for banks. */
class FileBankTest implements BankContract {
    @TempDir
    Path directory;
    private FileBank bank;

    @BeforeEach
    void open() {
        bank = new FileBank("test", directory.resolve("bank"), true, new KnownBanks(directory.resolve("home")), InstantSource.system());
    }

    @AfterEach
    void close() {
        bank.close();
    }

    @Override
    public Bank emptyBank() {
        return bank;
    }
}
