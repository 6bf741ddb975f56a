package org.redoubt.os.linux.account;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Component;
import org.redoubt.api.os.Accounts;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.os.HostFileException;
import org.redoubt.os.linux.call.AccountCalls;
import org.redoubt.os.linux.call.Errno;
import org.redoubt.os.linux.call.Frame;
import org.redoubt.os.linux.call.Frames;

/** Users and groups by the name services of the C library. Enabled by the bundle's publisher where its calls can be made. */
@Component(name = LinuxAccounts.NAME, enabled = false)
public final class LinuxAccounts implements Accounts {

    public static final String NAME = "org.redoubt.os.linux.accounts";

    /** Where struct passwd and struct group both have the number; the name stands first in both. */
    private static final long ID = 16;

    private static final long ENTRY = 64;

    /** A group's texts hold all its members. */
    private static final long FIRST_TEXTS = 4 << 10;

    private static final long LAST_TEXTS = 64 << 20;
    private static final long LARGEST_ID = 0xffffffffL;

    private final Frames frames = new Frames();

    @Override
    public Optional<String> userName(long id) throws HostFileException {
        int number = number(id);
        return name("find the user " + id, (frame, entry, texts, found) -> AccountCalls.userById(frame, number, entry, texts, found));
    }

    @Override
    public OptionalLong userId(String name) throws HostFileException {
        return id("find the user", name, AccountCalls::userByName);
    }

    @Override
    public Optional<String> groupName(long id) throws HostFileException {
        int number = number(id);
        return name("find the group " + id, (frame, entry, texts, found) -> AccountCalls.groupById(frame, number, entry, texts, found));
    }

    @Override
    public OptionalLong groupId(String name) throws HostFileException {
        return id("find the group", name, AccountCalls::groupByName);
    }

    private Optional<String> name(String action, Query query) throws HostFileException {
        return ask(action, query, entry -> text(entry.get(ADDRESS, 0)));
    }

    private OptionalLong id(String action, String name, NameQuery query) throws HostFileException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        String whole = action + " " + FileNames.display(bytes);
        Optional<Long> id = ask(whole, (frame, entry, texts, found) -> query.ask(frame, frame.text(bytes), entry, texts, found),
                entry -> Integer.toUnsignedLong(entry.get(JAVA_INT, ID)));
        return id.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    private <T> Optional<T> ask(String action, Query query, Answer<T> answer) throws HostFileException {
        for (long size = FIRST_TEXTS; size <= LAST_TEXTS; size *= 4) {
            try (Frame frame = frames.take(); Arena arena = Arena.ofConfined()) {
                MemorySegment entry = arena.allocate(ENTRY, 8);
                MemorySegment found = arena.allocate(ADDRESS);
                int error = query.ask(frame, entry, arena.allocate(size), found);
                if (found.get(JAVA_LONG, 0) != 0) {
                    return Optional.of(answer.of(entry));
                }
                if (isNothing(error)) {
                    return Optional.empty();
                }
                if (!Errno.ERANGE.is(-error)) {
                    throw Errno.exception(-error, action);
                }
            }
        }
        throw Errno.ERANGE.exception(action);
    }

    /** The manual page getpwnam(3) lists what libraries answer when there is no such account. */
    private static boolean isNothing(int error) {
        return error == 0 || Errno.ENOENT.is(-error) || Errno.ESRCH.is(-error) || Errno.EBADF.is(-error) || Errno.EPERM.is(-error);
    }

    private static int number(long id) {
        if (id < 0 || id > LARGEST_ID) {
            throw new IllegalArgumentException("no user or group id: " + id);
        }
        return (int) id;
    }

    @SuppressWarnings("restricted")
    private static String text(MemorySegment address) {
        MemorySegment memory = address.reinterpret(LAST_TEXTS);
        long length = 0;
        while (memory.get(JAVA_BYTE, length) != 0) {
            length++;
        }
        return new String(memory.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private interface Query {
        int ask(Frame frame, MemorySegment entry, MemorySegment texts, MemorySegment found) throws HostFileException;
    }

    private interface NameQuery {
        int ask(Frame frame, MemorySegment name, MemorySegment entry, MemorySegment texts, MemorySegment found);
    }

    private interface Answer<T> {
        T of(MemorySegment entry);
    }
}
