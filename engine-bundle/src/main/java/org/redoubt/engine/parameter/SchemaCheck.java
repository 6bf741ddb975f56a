package org.redoubt.engine.parameter;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.InvalidSchemaException;
import dev.harrel.jsonschema.JsonSchemaException;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.Schema;

/** Checks values against one schema. The validator is made here, so that a runtime which only lists things never loads it. */
final class SchemaCheck {
    /** Only a reference that leads nowhere has a message of its own. */
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef");

    private final Validator validator;
    private final URI uri;

    /**
     * @throws BrokenSchemaException if the schema is not a JSON Schema of draft 2020-12
     */
    SchemaCheck(Schema schema) throws BrokenSchemaException {
        if (SecretKeyword.isMisused(schema.json())) {
            throw new BrokenSchemaException(SecretKeyword.NAME + " must be true or false");
        }
        validator = new ValidatorFactory().withJsonNodeFactory(SchemaNode.factory()).withEvaluatorFactory(SecretKeyword.factory())
                .createValidator();
        try {
            uri = validator.registerSchema(SchemaNode.of(schema.json()));
        } catch (InvalidSchemaException e) {
            throw new BrokenSchemaException(e.getErrors().stream().filter(error -> error.getError() != null)
                    .map(error -> error.getInstanceLocation() + ": " + error.getError()).findFirst().orElse("it is not valid"));
        } catch (JsonSchemaException | IllegalArgumentException | StackOverflowError e) {
            throw new BrokenSchemaException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What was found in a value.
     *
     * @param violations everything that is wrong with it
     * @param secrets the references to secrets in it
     */
    record Finding(List<Violation> violations, Set<String> secrets) {
    }

    /**
     * Checks a value.
     *
     * @throws BrokenSchemaException if the schema turns out to be broken when it is used
     */
    Finding check(JsonObject value) throws BrokenSchemaException {
        try {
            Validator.Result result = validator.validate(uri, SchemaNode.of(value));
            List<Error> errors = result.getErrors();
            for (Error error : errors) {
                if (REFERENCES.contains(String.valueOf(error.getKeyword())) && error.getError() != null) {
                    throw new BrokenSchemaException(error.getError());
                }
            }
            Set<String> secrets = errors.stream().filter(error -> SecretKeyword.NAME.equals(error.getKeyword()))
                    .map(Error::getInstanceLocation).collect(Collectors.toSet());
            // Other complaints about the same place would quote what may be a secret that was typed in.
            List<Violation> violations = errors.stream().filter(error -> error.getError() != null)
                    .filter(error -> SecretKeyword.NAME.equals(error.getKeyword()) || !secrets.contains(error.getInstanceLocation()))
                    .map(error -> new Violation(error.getInstanceLocation(), Wording.of(error))).distinct().toList();
            return new Finding(violations, references(result));
        } catch (JsonSchemaException | IllegalArgumentException e) {
            throw new BrokenSchemaException(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new BrokenSchemaException("it refers to itself without end");
        }
    }

    private static Set<String> references(Validator.Result result) {
        return result.getAnnotations().stream().filter(annotation -> SecretKeyword.NAME.equals(annotation.getKeyword()))
                .map(annotation -> String.valueOf(annotation.getAnnotation())).collect(Collectors.toCollection(TreeSet::new));
    }
}
