package org.redoubt.engine.checkpoint;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.engine.document.DocumentProblems;

/**
 * The members of a document; one that is missing or makes no sense is damage of the object that holds it.
 *
 * @param object the object, to be named
 * @param json its members
 */
record Fields(Key object, JsonObject json) {

    String string(String name) throws BankException {
        return json.string(name).orElseThrow(() -> senseless(name));
    }

    long number(String name) throws BankException {
        return json.number(name).orElseThrow(() -> senseless(name));
    }

    JsonObject object(String name) throws BankException {
        return json.object(name).orElseThrow(() -> senseless(name));
    }

    Optional<Instant> instant(String name) throws BankException {
        return optional(name, Instant::parse);
    }

    Optional<Duration> duration(String name) throws BankException {
        return optional(name, Duration::parse);
    }

    /** The constant that a member names, if the member is there. */
    <E extends Enum<E>> Optional<E> word(String name, E[] constants, Function<E, String> word) throws BankException {
        Optional<String> text = json.string(name);
        for (E constant : constants) {
            if (text.isPresent() && word.apply(constant).equals(text.get())) {
                return Optional.of(constant);
            }
        }
        if (text.isPresent()) {
            throw senseless(name);
        }
        return Optional.empty();
    }

    List<Problem> problems(String name) {
        List<Problem> problems = new ArrayList<>();
        for (Json element : json.array(name)) {
            if (element instanceof JsonObject problem) {
                problems.add(Problem.fromJson(problem));
            }
        }
        return problems;
    }

    private <T> Optional<T> optional(String name, Function<String, T> parser) throws BankException {
        try {
            return json.string(name).map(parser);
        } catch (DateTimeException e) {
            throw senseless(name);
        }
    }

    /** Runs a reader that refuses what it cannot understand. */
    <T> T understand(String name, Function<JsonObject, T> reader) throws BankException {
        JsonObject member = object(name);
        try {
            return reader.apply(member);
        } catch (IllegalArgumentException e) {
            throw senseless(name);
        }
    }

    BankException senseless(String name) {
        return DocumentProblems.damaged(object, "has no \"" + name + "\" that makes sense");
    }
}
