package org.redoubt.independent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Restores streams, trees and whole checkpoints: names and contents. Of owners, modes, times and attributes it tells. */
public final class IndependentReader {
    private final VaultReader vault;

    /**
     * @param objects the directory that holds the objects of a bank
     * @param keyFile the key file, or a file with a passphrase
     */
    public IndependentReader(Path objects, Path keyFile) throws IOException, GeneralSecurityException {
        vault = new VaultReader(objects, keyFile);
    }

    /** Restores all data of a checkpoint, each stream or tree as {@code <section>/<name>} in a directory. */
    public void checkpoint(String id, Path target) throws IOException, GeneralSecurityException {
        for (Map.Entry<String, String> data : data(id).entrySet()) {
            Path place = target.resolve(data.getKey());
            Files.createDirectories(place.getParent());
            restore(data.getValue(), place);
        }
    }

    /** The data of a checkpoint, by {@code <section>/<name>}. */
    public Map<String, String> data(String checkpoint) throws IOException, GeneralSecurityException {
        Map<String, String> all = new TreeMap<>();
        for (Path file : vault.list("checkpoints/" + checkpoint + "/sections")) {
            if (file.getParent().getFileName().toString().equals("data")) {
                all.put(file.getParent().getParent().getFileName() + "/" + file.getFileName(), VaultReader.member(vault.document(file), "data"));
            }
        }
        return all;
    }

    /** Restores a stream as a file or a tree as a directory. */
    public void restore(String data, Path target) throws IOException, GeneralSecurityException {
        Bytes root = new Bytes(vault.chunk(data.substring(data.indexOf('-') + 1)));
        int kind = root.u8();
        require(kind == (data.startsWith("tree-") ? 'T' : 'S') && root.u8() == 1, "no root of " + data);
        if (kind == 'S') {
            content(root, target);
            return;
        }
        Files.createDirectories(target);
        tree(root, item -> entry(new Bytes(item), target));
    }

    /** What is in a tree, each as it is told of. */
    public List<Entry> entries(String data) throws IOException, GeneralSecurityException {
        Bytes root = new Bytes(vault.chunk(data.substring(data.indexOf('-') + 1)));
        require(root.u8() == 'T' && root.u8() == 1, "no tree " + data);
        List<Entry> entries = new ArrayList<>();
        tree(root, item -> entries.add(Entry.read(new Bytes(item))));
        return entries;
    }

    private void tree(Bytes root, Items entries) throws IOException, GeneralSecurityException {
        root.varint();
        root.varint();
        int levels = root.u8();
        if (levels > 0) {
            node(root, levels - 1, 'e', entries);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    private interface Items {
        void take(byte[] item) throws IOException, GeneralSecurityException;
    }

    private void node(Bytes child, int level, char type, Items items) throws IOException, GeneralSecurityException {
        String id = child.hex(32);
        child.varint();
        child.varint();
        child.blob();
        Bytes in = new Bytes(vault.chunk(id));
        require(in.u8() == 'N' && in.u8() == type && in.u8() == level, "another node");
        for (long left = in.varint(); left > 0; left--) {
            if (level == 0) {
                items.take(in.blob());
            } else {
                node(in, level - 1, type, items);
            }
        }
    }

    private void content(Bytes in, Path file) throws IOException, GeneralSecurityException {
        long size = in.varint();
        in.varint();
        int levels = in.u8();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (levels > 0) {
                node(in, levels - 1, 'p', item -> piece(new Bytes(item), out));
            } else {
                for (long left = in.varint(); left > 0; left--) {
                    piece(in, out);
                }
            }
            require(out.position() == size, "another size");
            if (size > out.size()) {
                out.write(ByteBuffer.allocate(1), size - 1);
            }
        }
    }

    private void piece(Bytes in, FileChannel out) throws IOException, GeneralSecurityException {
        int form = in.u8();
        long length = in.varint();
        if (form == 0) {
            out.position(out.position() + length);
            return;
        }
        int offset = form == 2 ? (int) in.varint() : 0;
        out.write(ByteBuffer.wrap(vault.chunk(in.hex(32)), offset, (int) length));
    }

    private void entry(Bytes in, Path root) throws IOException, GeneralSecurityException {
        Entry entry = Entry.read(in);
        Path path = root.resolve(entry.path());
        if (!entry.same().isEmpty()) {
            Files.createLink(path, root.resolve(entry.same()));
        } else if (entry.hasContent()) {
            content(in, path);
        } else if (entry.type() == 1) {
            Files.createDirectories(path);
        } else if (entry.type() == 2) {
            Files.createSymbolicLink(path, Path.of(entry.link()));
        }
    }
}
