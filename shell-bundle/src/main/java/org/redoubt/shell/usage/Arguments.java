package org.redoubt.shell.usage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What was typed, read as a usage says. */
public final class Arguments {
    private final Usage usage;
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> operands = new ArrayList<>();

    private Arguments(Usage usage) {
        this.usage = usage;
    }

    static Arguments parse(Usage usage, List<String> words) throws UsageException {
        Arguments result = new Arguments(usage);
        boolean options = true;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (options && word.equals("--")) {
                options = false;
            } else if (options && word.startsWith("-") && word.length() > 1) {
                i += result.option(word.equals("-h") ? "--help" : word, words, i);
            } else {
                result.operands.add(word);
            }
        }
        return result;
    }

    /** Reads one option and says how many words it took besides its own. */
    private int option(String word, List<String> words, int at) throws UsageException {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = usage.options().stream().filter(known -> known.name().equals(name)).findFirst()
                .orElseThrow(() -> new UsageException("`redoubt " + usage.name() + "` has no option `" + name + "`.",
                        "See `redoubt " + usage.name() + " --help`."));
        if (option.value().isEmpty()) {
            if (equals >= 0) {
                throw new UsageException("The option `" + name + "` takes no value.", "Type it alone.");
            }
            add(name, "");
            return 0;
        }
        if (equals >= 0) {
            add(name, word.substring(equals + 1));
            return 0;
        }
        if (at + 1 == words.size()) {
            throw new UsageException("The option `" + name + "` needs a value.", "Type: " + option.synopsis() + ".");
        }
        add(name, words.get(at + 1));
        return 1;
    }

    private void add(String name, String value) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** What was typed that is no option, in order. */
    public List<String> operands() {
        return operands;
    }

    /** Whether the option was given. */
    public boolean has(String option) {
        return values.containsKey(option);
    }

    /** All values of an option, in order. */
    public List<String> all(String option) {
        return values.getOrDefault(option, List.of());
    }

    /** The last value of an option. */
    public Optional<String> value(String option) {
        List<String> given = all(option);
        return given.isEmpty() ? Optional.empty() : Optional.of(given.getLast());
    }

    /** A whole number of 1 or more. */
    public Optional<Integer> number(String option) throws UsageException {
        Optional<String> text = value(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number > 0) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is too small.
        }
        throw new UsageException("`" + option + "` must be a whole number of 1 or more, not `" + text.get() + "`.",
                "See `redoubt " + usage.name() + " --help`.");
    }

    /** One of several words. */
    public <E> Optional<E> oneOf(String option, E[] constants, Function<E, String> word) throws UsageException {
        Optional<String> text = value(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        for (E constant : constants) {
            if (word.apply(constant).equals(text.get())) {
                return Optional.of(constant);
            }
        }
        throw new UsageException("`" + option + "` cannot be `" + text.get() + "`.",
                "It is one of " + String.join(", ", Arrays.stream(constants).map(word).toList()) + ".");
    }
}
