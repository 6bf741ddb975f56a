package org.redoubt.benchmarks.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/**
 * A directory with the least that makes an object durable: write, force, rename, force the directory. For measurements of what
 * stands above a bank; not for data.
 */
final class DirectoryBank implements Bank {
    private final Path root;
    private final String id = UUID.randomUUID().toString();

    DirectoryBank(Path root) {
        this.root = root;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public BankTraits traits() {
        return BankTraits.builder().build();
    }

    private static BankException failed(Key key, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return BankException.notFound(key);
        }
        return new BankException(Problem.of(ProblemKind.UNAVAILABLE, cause), cause);
    }

    private Path path(Key key) {
        return root.resolve(key.toString());
    }

    @Override
    public void put(Key key, Body body) throws BankException {
        Path target = path(key);
        Path temporary = root.resolve("tmp-" + UUID.randomUUID());
        try {
            Files.createDirectories(target.getParent());
            try (InputStream in = body.open();
                    FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                byte[] buffer = new byte[1 << 18];
                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    out.write(ByteBuffer.wrap(buffer, 0, n));
                }
                out.force(true);
            }
            move(temporary, target);
            try (FileChannel directory = FileChannel.open(target.getParent())) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    @Override
    public boolean putIfAbsent(Key key, Body body) throws BankException {
        if (Files.exists(path(key))) {
            return false;
        }
        put(key, body);
        return true;
    }

    @Override
    public InputStream get(Key key, ByteRange range) throws BankException {
        try {
            FileChannel channel = FileChannel.open(path(key));
            channel.position(range.offset());
            InputStream in = Channels.newInputStream(channel);
            return in;
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    @Override
    public ObjectInfo stat(Key key) throws BankException {
        try {
            return new ObjectInfo(key, Files.size(path(key)));
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    @Override
    public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
        if (!Files.exists(root.resolve(prefix.toString()))) {
            return new Page(List.of(), false);
        }
        try (Stream<Path> files = Files.walk(root.resolve(prefix.toString()))) {
            List<Key> all = files.filter(Files::isRegularFile).map(p -> Key.of(root.relativize(p).toString()))
                    .filter(k -> after.isEmpty() || k.compareTo(after.get()) > 0).sorted(Comparator.naturalOrder()).toList();
            List<ObjectInfo> page = new ArrayList<>();
            for (Key key : all.subList(0, Math.min(limit, all.size()))) {
                page.add(stat(key));
            }
            return new Page(page, all.size() > limit);
        } catch (IOException e) {
            throw failed(Key.of("list"), e);
        }
    }

    @Override
    public void delete(Key key) throws BankException {
        try {
            Files.deleteIfExists(path(key));
        } catch (IOException e) {
            throw failed(key, e);
        }
    }
}
