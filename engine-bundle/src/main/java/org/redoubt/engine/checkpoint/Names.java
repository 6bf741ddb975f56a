package org.redoubt.engine.checkpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.ResourceRef;

/** Parts of keys for names of any form. */
final class Names {
    private static final String FREE = "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,63}";

    private Names() {
    }

    /** The part for a resource: ids may be paths, and types have colons. */
    static String hash(ResourceRef resource) {
        return hash(List.of(resource.type(), resource.id()));
    }

    /** The part for one of several documents in a row. */
    static String number(int number) {
        return String.format(Locale.ROOT, "%08d", number);
    }

    /** The part for an operation of an owner. */
    static String writer(Owner owner, OperationId operation) {
        return hash(List.of(owner.toString(), operation.value()));
    }

    /** The part for a plan without name: what it protects. */
    static String roots(Collection<ResourceRef> roots) {
        return "@@" + hash(roots.stream().sorted().map(ResourceRef::toString).distinct().toList());
    }

    /** The part for a name: itself if that is lower case, and never equal to that of another name, also where case does not count. */
    static String part(String name) {
        if (!name.matches(FREE)) {
            return "@@" + hash(List.of(name));
        }
        StringBuilder part = new StringBuilder();
        name.chars().forEach(c -> {
            if (c >= 'A' && c <= 'Z') {
                part.append('@');
            }
            part.append((char) (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
        });
        return part.toString();
    }

    private static String hash(List<String> texts) {
        try {
            // As JSON, texts do not run into each other, and what has no form in UTF-8 is told apart.
            byte[] bytes = JsonArray.ofStrings(texts).toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
