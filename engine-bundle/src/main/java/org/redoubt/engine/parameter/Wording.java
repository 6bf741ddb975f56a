package org.redoubt.engine.parameter;

import dev.harrel.jsonschema.Error;

/** Says in words of parameters what the validator says in words of schemas. */
final class Wording {
    private Wording() {
    }

    static String of(Error error) {
        boolean nothingElse = "False schema always fails".equals(error.getError());
        return sentence(nothingElse ? "There is no such parameter" : error.getError());
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
