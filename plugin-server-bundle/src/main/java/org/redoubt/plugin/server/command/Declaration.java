package org.redoubt.plugin.server.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;

/**
 * A declared server. Immutable.
 *
 * @param name its name, which is its id as well
 * @param volumes absolute paths
 * @param freeze the command that freezes it; empty if it is never frozen
 * @param thaw the command that thaws it
 * @param freezeTimeout how long freezing may take
 * @param thawTimeout how long thawing may take
 * @param maximumFreeze how long it may be frozen
 * @param grade what freezing brings about
 * @param frozenPaths what nobody can write to meanwhile
 * @param notFrozen what thaw says if nothing is frozen
 */
record Declaration(String name, List<String> volumes, List<String> freeze, List<String> thaw, Duration freezeTimeout, Duration thawTimeout,
        Duration maximumFreeze, Grade grade, List<String> frozenPaths, String notFrozen) {

    Declaration {
        volumes = List.copyOf(volumes);
        freeze = List.copyOf(freeze);
        thaw = List.copyOf(thaw);
        frozenPaths = List.copyOf(frozenPaths);
        require(!name.isBlank(), "A server needs a \"name\".");
        require(!volumes.isEmpty(), "The server \"" + name + "\" needs \"volumes\": one or more absolute paths.");
        Stream.concat(volumes.stream(), frozenPaths.stream()).forEach(path -> require(isAbsolute(path),
                "The server \"" + name + "\" is declared with the path \"" + path + "\", which is not absolute."));
        require(freeze.isEmpty() == thaw.isEmpty(), "The server \"" + name + "\" needs both \"freeze\" and \"thaw\", or none of them.");
        require(freezeTimeout.isPositive() && thawTimeout.isPositive() && maximumFreeze.isPositive(),
                "The time-outs of the server \"" + name + "\" must be 1 second or more.");
        require(grade == Grade.APPLICATION || grade == Grade.FILESYSTEM || grade == Grade.CRASH,
                "The \"grade\" of the server \"" + name + "\" must be application, filesystem or crash.");
    }

    /**
     * What an operator has declared.
     *
     * @throws IllegalArgumentException if it makes no sense, saying why in one sentence
     */
    static Declaration of(String name, CommandConfiguration configuration) {
        Grade grade = grade(name, configuration.grade());
        List<String> volumes = list(configuration.volumes());
        boolean said = configuration.frozenPaths().length > 0;
        List<String> frozen = said ? list(configuration.frozenPaths()) : grade == Grade.FILESYSTEM ? volumes : List.of();
        return new Declaration(name, volumes, command(configuration.freeze()), command(configuration.thaw()),
                seconds(name, "freezeTimeout", configuration.freezeTimeout()),
                seconds(name, "thawTimeout", configuration.thawTimeout()),
                seconds(name, "maximumFreeze", configuration.maximumFreeze()), grade, frozen, configuration.notFrozen());
    }

    private static Duration seconds(String name, String member, String text) {
        require(text.strip().matches("[0-9]{1,9}"),
                "The \"" + member + "\" of the server \"" + name + "\" must be a whole number of seconds, not \"" + text + "\".");
        return Duration.ofSeconds(Long.parseLong(text.strip()));
    }

    private static List<String> list(String[] elements) {
        return Stream.of(elements).flatMap(element -> Words.ofList(element).stream()).toList();
    }

    /** One text is a command line; several are the words themselves. */
    private static List<String> command(String[] elements) {
        return elements.length == 1 ? Words.ofCommand(elements[0]) : List.of(elements);
    }

    private static Grade grade(String name, String word) {
        return Stream.of(Grade.values()).filter(grade -> grade.word().equals(word.strip().toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The \"grade\" of the server \"" + name + "\" must be application, filesystem or crash, not \"" + word + "\"."));
    }

    private static boolean isAbsolute(String path) {
        try {
            return path.startsWith("/") && Path.of(path).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /**
     * This server under another name and at another place. What its commands and frozen paths say of its volumes moves with them; a command
     * that does not name them stays as it is.
     *
     * @param newName its name
     * @param moves the new path of each old one
     */
    Declaration moved(String newName, Map<String, String> moves) {
        return new Declaration(newName, all(volumes, moves), all(freeze, moves), all(thaw, moves), freezeTimeout, thawTimeout,
                maximumFreeze, grade, all(frozenPaths, moves), notFrozen);
    }

    private static List<String> all(List<String> texts, Map<String, String> moves) {
        return texts.stream().map(text -> rebased(text, moves)).toList();
    }

    private static String rebased(String text, Map<String, String> moves) {
        for (Map.Entry<String, String> move : moves.entrySet()) {
            if (text.equals(move.getKey()) || text.startsWith(move.getKey() + "/")) {
                return move.getValue() + text.substring(move.getKey().length());
            }
        }
        return text;
    }

    JsonObject toJson() {
        return JsonObject.builder().put("volumes", volumes).put("freeze", freeze).put("thaw", thaw)
                .put("freezeTimeout", freezeTimeout.toSeconds()).put("thawTimeout", thawTimeout.toSeconds())
                .put("maximumFreeze", maximumFreeze.toSeconds()).put("grade", grade.word())
                .put("frozenPaths", frozenPaths).put("notFrozen", notFrozen).build();
    }

    /**
     * The reverse of {@link #toJson()}.
     *
     * @throws IllegalArgumentException if it makes no sense, saying why in one sentence
     */
    static Declaration fromJson(String name, JsonObject json) {
        return new Declaration(name, json.strings("volumes"), json.strings("freeze"), json.strings("thaw"),
                Duration.ofSeconds(json.number("freezeTimeout").orElse(30)), Duration.ofSeconds(json.number("thawTimeout").orElse(60)),
                Duration.ofSeconds(json.number("maximumFreeze").orElse(300)), grade(name, json.string("grade").orElse("")),
                json.strings("frozenPaths"), json.string("notFrozen").orElse(""));
    }
}
