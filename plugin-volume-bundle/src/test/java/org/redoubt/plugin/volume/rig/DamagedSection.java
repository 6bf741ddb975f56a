package org.redoubt.plugin.volume.rig;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;

/** A section some of whose bytes cannot be read. */
public final class DamagedSection implements ResourceSection {
    /** Which bytes. */
    public interface Where {
        /** Whether the byte at that offset of that file is lost; the path of a stream is empty. */
        boolean lost(String path, long offset);
    }

    private final ResourceSection section;
    private final Where where;
    private final VaultException failure;

    public DamagedSection(ResourceSection section, Where where, VaultException failure) {
        this.section = section;
        this.where = where;
        this.failure = failure;
    }

    private DataReader damaged(String path, DataReader reader) {
        return new DataReader() {
            @Override
            public long size() {
                return reader.size();
            }

            @Override
            public int read(long offset, ByteBuffer into) throws VaultException {
                for (long at = offset; at < Math.min(reader.size(), offset + into.remaining()); at++) {
                    if (where.lost(path, at)) {
                        throw failure;
                    }
                }
                return reader.read(offset, into);
            }

            @Override
            public Iterable<Extent> extents() {
                return reader.extents();
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }

    @Override
    public DataReader open(String name) throws VaultException {
        return damaged("", section.open(name));
    }

    @Override
    public TreeReader openTree(String name) throws VaultException {
        TreeReader tree = section.openTree(name);
        return new TreeReader() {
            @Override
            public Cursor entries() throws VaultException {
                return tree.entries();
            }

            @Override
            public Cursor entries(TreePath from) throws VaultException {
                return tree.entries(from);
            }

            @Override
            public Optional<TreeEntry> entry(TreePath path) throws VaultException {
                return tree.entry(path);
            }

            @Override
            public DataReader open(TreePath path) throws VaultException {
                return damaged(path.toString(), tree.open(path));
            }

            @Override
            public long count() {
                return tree.count();
            }

            @Override
            public long bytes() {
                return tree.bytes();
            }

            @Override
            public void close() {
                tree.close();
            }
        };
    }

    @Override
    public void put(String name, JsonObject document) throws BankException {
        section.put(name, document);
    }

    @Override
    public Optional<JsonObject> get(String name) throws BankException {
        return section.get(name);
    }

    @Override
    public List<String> documents() throws BankException {
        return section.documents();
    }

    @Override
    public List<String> data() throws BankException {
        return section.data();
    }

    @Override
    public Optional<DataId> dataId(String name) throws BankException {
        return section.dataId(name);
    }

    @Override
    public DataWriter create(String name, DataHints hints) throws VaultException {
        return section.create(name, hints);
    }

    @Override
    public TreeWriter createTree(String name, DataHints hints) throws VaultException {
        return section.createTree(name, hints);
    }
}
