package org.redoubt.plugin.volume.portable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.redoubt.api.os.Accounts;
import org.redoubt.api.os.HostFileException;

/** The accounts in the files of this host; those of a directory service are not known to Java. */
public final class PortableAccounts implements Accounts {
    private static final Path USERS = Path.of("/etc/passwd");
    private static final Path GROUPS = Path.of("/etc/group");
    private static final int ID = 2;

    @Override
    public Optional<String> userName(long id) throws HostFileException {
        return name(USERS, id);
    }

    @Override
    public OptionalLong userId(String name) throws HostFileException {
        return id(USERS, name);
    }

    @Override
    public Optional<String> groupName(long id) throws HostFileException {
        return name(GROUPS, id);
    }

    @Override
    public OptionalLong groupId(String name) throws HostFileException {
        return id(GROUPS, name);
    }

    private static Optional<String> name(Path file, long id) throws HostFileException {
        String wanted = Long.toString(id);
        return accounts(file).stream().filter(account -> account[ID].equals(wanted)).map(account -> account[0]).findFirst();
    }

    private static OptionalLong id(Path file, String name) throws HostFileException {
        return accounts(file).stream().filter(account -> account[0].equals(name) && account[ID].matches("\\d{1,10}"))
                .mapToLong(account -> Long.parseLong(account[ID])).findFirst();
    }

    private static List<String[]> accounts(Path file) throws HostFileException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Refusals.of("read " + file, () -> lines(file));
    }

    private static List<String[]> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream().map(line -> line.split(":"))
                .filter(account -> account.length > ID).toList();
    }
}
