package org.redoubt.engine.checkpoint;

import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.vault.DataId;
import org.redoubt.engine.document.Document;
import org.redoubt.engine.document.DocumentProblems;
import org.redoubt.engine.document.DocumentStore;

/** The objects of one section. Each says which resource it belongs to, besides its key. Thread-safe. */
final class SectionDocuments {
    private static final int LARGEST = 4 << 20;

    private final DocumentStore documents;
    private final ResourceRef resource;
    private final Prefix docs;
    private final Prefix data;

    SectionDocuments(DocumentStore documents, Layout layout, ResourceRef resource) {
        this.documents = documents;
        this.resource = resource;
        Prefix section = layout.section(resource);
        docs = section.resolve("doc");
        data = section.resolve("data");
    }

    /** Whether a key below the sections of a checkpoint is that of a name for bulk data. */
    static boolean isData(Key key) {
        return key.toString().endsWith("/data/" + key.name());
    }

    ResourceRef resource() {
        return resource;
    }

    Key docKey(String name) {
        return docs.key(name);
    }

    Key dataKey(String name) {
        return data.key(name);
    }

    /** The digest of the document; empty if there is another one. */
    Optional<String> put(String name, JsonObject document) throws BankException {
        JsonObject content = bound().put("document", document).build();
        if (content.toString().length() > LARGEST) {
            throw new BankException(Problem.of(ProblemKind.INVALID, "The document \"" + name + "\" of " + resource + " is larger than 4 MiB.")
                    .hint("Store it as bulk data.").subject(resource.toString()));
        }
        return documents.putOnce(Kind.DOCUMENT, docKey(name), content);
    }

    Optional<Document> document(String name) throws BankException {
        Optional<Document> document = documents.find(Kind.DOCUMENT, docKey(name));
        if (document.isPresent()) {
            check(document.get());
        }
        return document;
    }

    JsonObject content(Document document) throws BankException {
        return new Fields(document.key(), document.content()).object("document");
    }

    boolean putData(String name, DataEntry entry) throws BankException {
        JsonObject content = bound().put("data", entry.id().toString()).put("bytes", entry.bytes()).build();
        return documents.putOnce(Kind.DATA, dataKey(name), content).isPresent();
    }

    Optional<DataEntry> data(String name) throws BankException {
        Optional<Document> document = documents.find(Kind.DATA, dataKey(name));
        if (document.isEmpty()) {
            return Optional.empty();
        }
        check(document.get());
        Fields fields = new Fields(document.get().key(), document.get().content());
        return Optional.of(new DataEntry(DataId.of(fields.string("data")), fields.number("bytes")));
    }

    List<String> documentNames() throws BankException {
        return documents.list(docs).stream().map(Key::name).toList();
    }

    List<String> dataNames() throws BankException {
        return documents.list(data).stream().map(Key::name).toList();
    }

    private JsonObject.Builder bound() {
        return JsonObject.builder().put("type", resource.type()).put("id", resource.id());
    }

    private void check(Document document) throws BankException {
        JsonObject content = document.content();
        if (!content.string("type").orElse("").equals(resource.type()) || !content.string("id").orElse("").equals(resource.id())) {
            throw DocumentProblems.damaged(document.key(), "does not belong to " + resource);
        }
    }
}
