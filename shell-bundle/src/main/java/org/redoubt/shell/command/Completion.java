package org.redoubt.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.shell.usage.Option;
import org.redoubt.shell.usage.Usage;

/**
 * What the last word of a line may become.
 *
 * @param book the commands
 * @param names what there is that can be named
 */
record Completion(CommandBook book, Names names) {

    List<String> of(String line) {
        List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
        words.removeIf(String::isEmpty);
        String last = line.isEmpty() || line.endsWith(" ") ? "" : words.removeLast();
        return candidates(words, last).stream().filter(word -> word.startsWith(last)).sorted().distinct().toList();
    }

    private List<String> candidates(List<String> before, String last) {
        if (before.isEmpty()) {
            return book.usages().stream().map(Usage::name).toList();
        }
        Optional<Command> command = book.command(before.subList(0, Math.min(2, before.size()))).or(() -> book.command(before.subList(0, 1)));
        if (command.isEmpty()) {
            return List.of();
        }
        if (command.get() instanceof CommandGroup group) {
            return List.copyOf(group.members().keySet());
        }
        Usage usage = command.get().usage();
        return candidates(usage, before.subList(usage.name().split(" ").length, before.size()), last);
    }

    private List<String> candidates(Usage usage, List<String> before, String last) {
        List<String> operands = new ArrayList<>(usage.operands());
        Optional<Option> open = Optional.empty();
        for (String word : before) {
            if (open.isPresent()) {
                open = Optional.empty();
            } else if (word.startsWith("-")) {
                open = usage.options().stream().filter(option -> option.name().equals(word) && option.value().isPresent()).findFirst();
            } else if (!operands.isEmpty()) {
                operands.removeFirst();
            }
        }
        if (open.isPresent()) {
            return names.of(open.get().name(), open.get().value().orElseThrow());
        }
        List<String> named = last.startsWith("-") || operands.isEmpty() ? List.of() : names.of(usage.name(), operands.getFirst());
        return named.isEmpty() ? usage.options().stream().map(Option::name).toList() : named;
    }
}
