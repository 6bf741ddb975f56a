package org.redoubt.engine.document;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.json.Json;

/** Reads what a {@link PageWriter} wrote, one page at a time. For one thread. */
public final class PageReader {
    private final DocumentStore documents;
    private final String kind;
    private final Prefix prefix;
    private Iterator<Json> lines = List.<Json>of().iterator();
    private int number;
    private boolean last;

    /**
     * @param documents where from
     * @param kind what sort of document
     * @param prefix where the pages are
     */
    public PageReader(DocumentStore documents, String kind, Prefix prefix) {
        this.documents = documents;
        this.kind = kind;
        this.prefix = prefix;
    }

    /**
     * The next line; empty at the end.
     *
     * @throws BankException of kind {@code DAMAGED} if a page is damaged or missing
     */
    public Optional<Json> next() throws BankException {
        while (!lines.hasNext() && !last) {
            Document page = documents.read(kind, PageWriter.page(prefix, number++));
            lines = page.lines().iterator();
            last = page.last();
        }
        return lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
    }

    /** The page that the last line came from, to be named where it makes no sense. */
    public Key page() {
        return PageWriter.page(prefix, Math.max(0, number - 1));
    }
}
