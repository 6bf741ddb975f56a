package org.redoubt.engine.checkpoint;

import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.document.DocumentProblems;
import org.redoubt.engine.document.DocumentStore;
import org.redoubt.engine.document.GraphLines;
import org.redoubt.engine.document.PageReader;
import org.redoubt.engine.document.PageWriter;

/** A graph as pages of lines. */
final class GraphPages {
    private GraphPages() {
    }

    static void write(DocumentStore documents, Prefix prefix, ResourceGraph graph) throws BankException {
        PageWriter pages = new PageWriter(documents, Kind.GRAPH, prefix);
        GraphLines.write(graph, pages::add);
        pages.end();
    }

    static ResourceGraph read(DocumentStore documents, Prefix prefix) throws BankException {
        PageReader pages = new PageReader(documents, Kind.GRAPH, prefix);
        return GraphLines.read(pages::next).orElseThrow(() -> DocumentProblems.damaged(pages.page(), "describes no graph of resources"));
    }
}
