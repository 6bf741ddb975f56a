package org.redoubt.vault.scrub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.listing.Listing;

/**
 * The decisions and deletions that this home has seen in a bank. None of them ever goes, so if one is not there any more the bank was put back to an
 * earlier state, or somebody has taken it away: nobody without this memory could tell. Both the file and what a bank lists are in order, so neither is
 * ever in memory as a whole. Touched by threads of the vault only.
 *
 * @param file where it is noted, a key a line
 */
public record Seen(Path file) {
    private static final String VERSION = "{\"formatVersion\":1}";

    /**
     * What was seen and is not there any more.
     *
     * @param count how many
     * @param first the first of them
     */
    record Gone(long count, List<String> first) {
        private static final int KEPT = 5;

        String text() {
            String named = String.join(", ", first) + (count > first.size() ? " and " + (count - first.size()) + " more" : "");
            return count == 1 ? "One decision or deletion is missing that this home has seen before: " + named + "."
                    : count + " decisions and deletions are missing that this home has seen before: " + named + ".";
        }
    }

    /** Compares what was seen with what is there now, and notes what is new. */
    Gone look(Bank bank) throws VaultException {
        return locked(alone -> alone ? note(bank, Optional.empty()) : compare(bank, Writer.nullWriter(), Optional.empty()).gone());
    }

    /** The same, and forgets what is missing: it is noted apart, for people. */
    Gone accept(Bank bank, Instant now) throws VaultException {
        return locked(alone -> {
            if (!alone) {
                throw new VaultException(Problem.of(ProblemKind.CONFLICT, "Another scrub of this home is at work on the same bank, so nothing was accepted as missing.")
                        .hint("Wait for that one."));
            }
            return note(bank, Optional.of(key -> Files.writeString(accepted(), now + " " + key + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
        });
    }

    /** What was seen of a checkpoint, or the newest decision of all, if it is not there any more. */
    public List<Key> missed(Bank bank, Optional<String> checkpoint) throws VaultException {
        List<Key> missed = new ArrayList<>();
        for (String seen : checkpoint.isPresent() ? of(checkpoint.get()) : newest()) {
            Key key = key(seen);
            if (!isThere(bank, key)) {
                missed.add(key);
            }
        }
        return missed;
    }

    private Key key(String line) throws VaultException {
        try {
            return Key.of(line);
        } catch (IllegalArgumentException e) {
            throw failed(new IOException("it has a line that is no key", e));
        }
    }

    private List<String> of(String checkpoint) throws VaultException {
        List<String> places = Places.FOR_EVER.stream().map(place -> place.resolve(checkpoint) + "/").toList();
        return read(lines -> lines.filter(line -> places.stream().anyMatch(line::startsWith)).toList());
    }

    private List<String> newest() throws VaultException {
        // The ids of checkpoints sort by the time at which these began.
        return read(lines -> lines.filter(line -> line.startsWith(Places.COMMITS + "/")).reduce((earlier, later) -> later).stream().toList());
    }

    private List<String> read(Function<Stream<String>, List<String>> choice) throws VaultException {
        try (BufferedReader lines = open()) {
            return choice.apply(lines.lines());
        } catch (UncheckedIOException e) {
            throw failed(e.getCause());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static boolean isThere(Bank bank, Key key) throws VaultException {
        try {
            bank.stat(key);
            return true;
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return false;
            }
            throw Failures.bank(e);
        }
    }

    /** Where it is noted what was accepted as missing, and when. */
    Path accepted() {
        return beside(".accepted");
    }

    private interface Look {
        Gone run(boolean alone) throws IOException, VaultException;
    }

    /** Takes a key that is missing and is to be forgotten. */
    private interface Oblivion {
        void take(String key) throws IOException;
    }

    private Gone locked(Look look) throws VaultException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel locked = FileChannel.open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                return look.run(lock(locked));
            }
        } catch (UncheckedIOException e) {
            throw failed(e.getCause());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** If not another scrub writes the file now, and this one only compares. */
    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private Gone note(Bank bank, Optional<Oblivion> forget) throws IOException, VaultException {
        // Always the same name, so that what somebody leaves who is killed is written over by the next one.
        Path fresh = beside(".tmp");
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
                Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8)) {
            Merge merge = compare(bank, out, forget);
            if (merge.isNew) {
                out.flush();
                channel.force(true);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                sync();
            }
            return merge.gone();
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private Merge compare(Bank bank, Writer now, Optional<Oblivion> forget) throws IOException, VaultException {
        // What was seen before may be known to be missing only if it was read before the bank is listed; the opened file stays as it is.
        try (BufferedReader before = open()) {
            Merge merge = new Merge(before, now, forget);
            for (Prefix place : Places.FOR_EVER) {
                Listing.each(bank, place, object -> merge.take(object.key().toString()));
            }
            merge.end();
            return merge;
        }
    }

    private BufferedReader open() throws IOException {
        try {
            return Files.newBufferedReader(file);
        } catch (NoSuchFileException e) {
            return new BufferedReader(Reader.nullReader());
        }
    }

    private void sync() throws IOException {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private VaultException failed(IOException e) {
        return new VaultException(Problem.of(ProblemKind.UNAVAILABLE, "What this home has seen of the bank before stands in " + file
                + ", which cannot be read or written: " + e.getMessage() + ".").subject(file.toString()), e);
    }

    /** Two lists in order made one. */
    private static final class Merge {
        private final BufferedReader before;
        private final Writer now;
        private final Optional<Oblivion> forget;
        private final List<String> first = new ArrayList<>();
        private Optional<String> next;
        private long missing;
        private boolean isNew;

        Merge(BufferedReader before, Writer now, Optional<Oblivion> forget) throws IOException {
            this.before = before;
            this.now = now;
            this.forget = forget;
            now.write(VERSION + "\n");
            this.next = read();
        }

        private Optional<String> read() throws IOException {
            String line = before.readLine();
            while (line != null && (line.isBlank() || line.startsWith("{"))) {
                line = before.readLine();
            }
            return Optional.ofNullable(line);
        }

        Gone gone() {
            return new Gone(missing, List.copyOf(first));
        }

        void take(String key) {
            try {
                while (next.isPresent() && next.get().compareTo(key) < 0) {
                    miss();
                }
                if (next.filter(key::equals).isPresent()) {
                    next = read();
                } else {
                    isNew = true;
                }
                now.write(key + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void end() throws IOException {
            while (next.isPresent()) {
                miss();
            }
        }

        private void miss() throws IOException {
            missing++;
            if (first.size() < Gone.KEPT) {
                first.add(next.orElseThrow());
            }
            if (forget.isPresent()) {
                forget.get().take(next.orElseThrow());
                isNew = true;
            } else {
                now.write(next.orElseThrow() + "\n");
            }
            next = read();
        }
    }
}
