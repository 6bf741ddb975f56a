package org.redoubt.shell.content;

import java.io.PrintStream;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;

/** A JSON document with one long list, written while the list is found. What goes wrong meanwhile is a member of the same document. */
public final class LongDocument {
    private final Lines out;
    private boolean begun;

    private LongDocument(Lines out) {
        this.out = out;
    }

    /** Finds the elements. */
    @FunctionalInterface
    public interface Source {
        /**
         * Adds all elements.
         *
         * @return what stands behind the list
         */
        JsonObject addTo(LongDocument document) throws RedoubtException;
    }

    /**
     * Writes a document.
     *
     * @param to where it goes
     * @param head what stands before the list
     * @param list the name of the list
     * @param source finds the elements
     * @return whether the list is whole
     */
    public static boolean write(PrintStream to, JsonObject head, String list, Source source) {
        try (Lines out = new Lines(to)) {
            LongDocument document = new LongDocument(out);
            String members = inner(head);
            out.add("{" + members + (members.isEmpty() ? "" : ",") + "\"" + list + "\":[", "");
            JsonObject tail;
            boolean whole = true;
            try {
                tail = source.addTo(document);
            } catch (RedoubtException e) {
                tail = JsonObject.builder().put("error", e.problem().toJson()).build();
                whole = false;
            }
            String last = inner(tail);
            out.add("]" + (last.isEmpty() ? "" : ",") + last + "}");
            return whole;
        }
    }

    private static String inner(JsonObject object) {
        String text = object.toString();
        return text.substring(1, text.length() - 1);
    }

    /** Adds an element. */
    public void add(JsonObject element) {
        out.add(begun ? "," + element : element.toString(), "");
        begun = true;
    }
}
