package org.redoubt.independent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;

/** Restores streams, trees and whole checkpoints: names and contents, not owners, modes and times. */
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
        for (Path file : vault.list("checkpoints/" + id + "/sections")) {
            if (file.getParent().getFileName().toString().equals("data")) {
                String data = VaultReader.member(vault.document(file), "data");
                Path section = target.resolve(file.getParent().getParent().getFileName().toString());
                Files.createDirectories(section);
                restore(data, section.resolve(file.getFileName().toString()));
            }
        }
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
        root.varint();
        root.varint();
        int levels = root.u8();
        if (levels > 0) {
            node(root, levels - 1, 'e', item -> entry(new Bytes(item), target));
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
        Path path = root.resolve(in.text());
        int type = in.u8();
        in.u16();
        in.varint();
        in.varint();
        in.text();
        in.text();
        in.varint();
        in.varint();
        int flags = in.u8();
        if ((flags & 1) != 0) {
            in.u64();
        }
        byte[] link = (flags & 2) != 0 ? in.blob() : new byte[0];
        String same = (flags & 4) != 0 ? in.text() : "";
        if ((flags & 8) != 0) {
            in.blob();
        }
        if ((flags & 16) != 0) {
            in.varint();
        }
        if ((flags & 32) != 0) {
            for (long left = in.varint(); left > 0; left--) {
                in.text();
                in.blob();
            }
        }
        if (!same.isEmpty()) {
            Files.createLink(path, root.resolve(same));
        } else if ((flags & 64) != 0) {
            content(in, path);
        } else if (type == 1) {
            Files.createDirectories(path);
        } else if (type == 2) {
            Files.createSymbolicLink(path, Path.of(new String(link, StandardCharsets.UTF_8)));
        }
    }
}
