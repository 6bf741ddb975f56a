package org.redoubt.engine.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.json.Json;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/** Writes many lines as numbered pages of bounded size, of which it holds one at a time. For one thread. */
public final class PageWriter {
    private static final int PAGE_CHARACTERS = 1 << 20;

    private final DocumentStore documents;
    private final String kind;
    private final Prefix prefix;
    private final List<String> lines = new ArrayList<>();
    private long characters;
    private int number;

    /**
     * @param documents where to
     * @param kind what sort of document
     * @param prefix where the pages go
     */
    public PageWriter(DocumentStore documents, String kind, Prefix prefix) {
        this.documents = documents;
        this.kind = kind;
        this.prefix = prefix;
    }

    /** Adds a line. */
    public void add(Json line) throws BankException {
        String text = line.toString();
        if (characters > 0 && characters + text.length() > PAGE_CHARACTERS) {
            flush(false);
        }
        lines.add(text);
        characters += text.length();
    }

    /** Writes the last page. Without it the pages are not whole. */
    public void end() throws BankException {
        flush(true);
    }

    private void flush(boolean last) throws BankException {
        Key key = page(prefix, number++);
        Optional<String> stored = documents.putOnce(kind, key, last, lines);
        if (stored.isEmpty()) {
            throw new BankException(Problem.of(ProblemKind.EXISTS, "The object " + key + " is in the bank already.").subject(key.toString()));
        }
        lines.clear();
        characters = 0;
    }

    static Key page(Prefix prefix, int number) {
        return prefix.key(String.format(Locale.ROOT, "%08d", number));
    }
}
