package org.redoubt.engine.parameter;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.InvalidSchemaException;
import dev.harrel.jsonschema.JsonSchemaException;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.net.URI;
import java.util.List;
import java.util.Set;
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
     * Everything that is wrong with a value.
     *
     * @throws BrokenSchemaException if the schema turns out to be broken when it is used
     */
    List<Violation> check(JsonObject value) throws BrokenSchemaException {
        try {
            List<Error> errors = validator.validate(uri, SchemaNode.of(value)).getErrors();
            for (Error error : errors) {
                if (REFERENCES.contains(String.valueOf(error.getKeyword())) && error.getError() != null) {
                    throw new BrokenSchemaException(error.getError());
                }
            }
            Set<String> secrets = errors.stream().filter(error -> SecretKeyword.NAME.equals(error.getKeyword()))
                    .map(Error::getInstanceLocation).collect(Collectors.toSet());
            // Other complaints about the same place would quote what may be a secret that was typed in.
            return errors.stream().filter(error -> error.getError() != null)
                    .filter(error -> SecretKeyword.NAME.equals(error.getKeyword()) || !secrets.contains(error.getInstanceLocation()))
                    .map(error -> new Violation(error.getInstanceLocation(), Wording.of(error))).distinct().toList();
        } catch (JsonSchemaException | IllegalArgumentException e) {
            throw new BrokenSchemaException(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new BrokenSchemaException("it refers to itself without end");
        }
    }
}
