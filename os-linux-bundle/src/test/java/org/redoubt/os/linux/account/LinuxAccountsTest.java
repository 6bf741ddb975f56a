package org.redoubt.os.linux.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.redoubt.api.os.Accounts;
import org.redoubt.testkit.host.Host;

class LinuxAccountsTest {

    private static final long UNUSED = 3_999_999_999L;

    private final Accounts accounts = new LinuxAccounts();

    @Test
    void knowsEveryUserOfTheHost() throws IOException {
        for (String line : Host.run("getent", "passwd").lines().toList()) {
            String[] fields = line.split(":");
            assertEquals(OptionalLong.of(Long.parseLong(fields[2])), accounts.userId(fields[0]));
        }
        assertEquals(Optional.of("root"), accounts.userName(0));
    }

    @Test
    void knowsEveryGroupOfTheHost() throws IOException {
        for (String line : Host.run("getent", "group").lines().toList()) {
            String[] fields = line.split(":");
            assertEquals(OptionalLong.of(Long.parseLong(fields[2])), accounts.groupId(fields[0]));
        }
        assertEquals(Optional.of("root"), accounts.groupName(0));
    }

    @Test
    void anUnknownAccountIsNoError() throws IOException {
        assertEquals(Optional.empty(), accounts.userName(UNUSED));
        assertEquals(Optional.empty(), accounts.groupName(UNUSED));
        assertEquals(OptionalLong.empty(), accounts.userId("no such user"));
        assertEquals(OptionalLong.empty(), accounts.groupId(""));
        assertThrows(IllegalArgumentException.class, () -> accounts.userName(-1));
    }
}
