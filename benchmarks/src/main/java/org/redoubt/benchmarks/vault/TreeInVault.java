package org.redoubt.benchmarks.vault;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.Vault;
import org.redoubt.api.vault.VaultSession;

/** What is done with a directory tree and a vault, by the API alone. */
final class TreeInVault {
    private final Vault vault;
    private final Bank bank;
    private final Path tree;
    private final ByteBuffer buffer = ByteBuffer.allocate(256 << 10);

    TreeInVault(Vault vault, Bank bank, Path tree) {
        this.vault = vault;
        this.bank = bank;
        this.tree = tree;
    }

    /** Reads and stores every file. */
    DataId protect() throws Exception {
        return write(DataHints.none(), this::content);
    }

    /** Takes every file from an earlier tree by its size and time. */
    DataId skip(DataId previous) throws Exception {
        return write(DataHints.none().previous(previous), (writer, entry, file) -> {
            Optional<TreeEntry> before = writer.previous(entry.path());
            boolean same = before.isPresent() && before.get().size() == entry.size()
                    && before.get().modifiedSeconds() == entry.modifiedSeconds();
            if (!same || !writer.reuse(entry)) {
                throw new IllegalStateException(entry + " was not taken");
            }
        });
    }

    private interface FileStep {
        void run(TreeWriter writer, TreeEntry entry, Path file) throws Exception;
    }

    private DataId write(DataHints hints, FileStep step) throws Exception {
        Checkpoint checkpoint = new Checkpoint(vault, bank);
        try (VaultSession session = checkpoint.open(); TreeWriter writer = session.createTree(hints); Stream<Path> files = Files.walk(tree)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                TreeEntry entry = entry(file);
                if (entry.type() == EntryType.FILE) {
                    step.run(writer, entry, file);
                } else {
                    writer.add(entry);
                }
            }
            DataId id = writer.commit();
            checkpoint.commit(session);
            return id;
        }
    }

    private TreeEntry entry(Path file) throws Exception {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        EntryType type = facts.isDirectory() ? EntryType.DIRECTORY : EntryType.FILE;
        return TreeEntry.builder(TreePath.of(tree.relativize(file).toString()), type).mode(0644)
                .size(facts.isDirectory() ? 0 : facts.size())
                .modified(facts.lastModifiedTime().toInstant().getEpochSecond(), 0).build();
    }

    private void content(TreeWriter writer, TreeEntry entry, Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file); DataWriter data = writer.file(entry)) {
            long at = 0;
            for (int n = in.read(buffer.array()); n > 0; n = in.read(buffer.array())) {
                data.write(at, buffer.clear().limit(n));
                at += n;
            }
            data.commit();
        }
    }

    /** Checks every byte. */
    void verify(DataId id) throws Exception {
        try (VaultSession session = vault.open(bank, SessionOptions.reading())) {
            if (!session.verify(id, n -> { }).isEmpty()) {
                throw new IllegalStateException("the tree is damaged");
            }
        }
    }

    /** Reads every file, and writes none: what restoring costs without the file system that takes it. */
    void read(DataId id) throws Exception {
        try (VaultSession session = vault.open(bank, SessionOptions.reading()); TreeReader reader = session.openTree(id);
                TreeReader.Cursor entries = reader.entries()) {
            for (Optional<TreeEntry> next = entries.next(); next.isPresent(); next = entries.next()) {
                if (next.get().type() == EntryType.FILE) {
                    content(reader, next.get());
                }
            }
        }
    }

    private void content(TreeReader reader, TreeEntry entry) throws Exception {
        try (DataReader data = reader.open(entry.path())) {
            long at = 0;
            while (at < data.size()) {
                at += data.read(at, buffer.clear());
            }
        }
    }
}
