package org.redoubt.shell.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.redoubt.api.json.JsonObject;

/** What a command understands. Immutable; each method gives a usage that understands more. */
public final class Usage {
    private static final List<Option> COMMON = List.of(
            new Option("--project", Optional.of("NAME"), false, "on behalf of this project; \"default\" if not said"),
            new Option("--json", Optional.empty(), false, "answer with one JSON document on standard output"),
            new Option("--debug", Optional.empty(), false, "show stack traces of errors"),
            new Option("--help", Optional.empty(), false, "show this help"));

    private final String name;
    private final String summary;
    private final String operands;
    private final int least;
    private final int most;
    private final List<Option> options;
    private final List<String> examples;
    private final List<Usage> members;

    private Usage(String name, String summary, String operands, int least, int most, List<Option> options,
            List<String> examples, List<Usage> members) {
        this.name = name;
        this.summary = summary;
        this.operands = operands;
        this.least = least;
        this.most = most;
        this.options = List.copyOf(options);
        this.examples = List.copyOf(examples);
        this.members = List.copyOf(members);
    }

    /**
     * A command without operands and with the common options only.
     *
     * @param name as it is typed; subcommands with a space
     * @param summary one sentence
     */
    public static Usage of(String name, String summary) {
        return new Usage(name, summary, "", 0, 0, List.of(), List.of(), List.of());
    }

    /** This usage with operands, at least and at most so many. */
    public Usage operands(String synopsis, int atLeast, int atMost) {
        return new Usage(name, summary, synopsis, atLeast, atMost, options, examples, members);
    }

    /** This usage with an option that takes a value; it may be given several times. */
    public Usage option(String option, String value, String help) {
        return with(new Option(option, Optional.of(value), false, help));
    }

    /** This usage with an option that has to be given, with a value. */
    public Usage required(String option, String value, String help) {
        return with(new Option(option, Optional.of(value), true, help));
    }

    /** This usage with an option that takes no value. */
    public Usage flag(String option, String help) {
        return with(new Option(option, Optional.empty(), false, help));
    }

    private Usage with(Option option) {
        List<Option> more = new ArrayList<>(options);
        more.add(option);
        return new Usage(name, summary, operands, least, most, more, examples, members);
    }

    /** This usage with what a user may type, without the word {@code redoubt}. */
    public Usage example(String line) {
        List<String> more = new ArrayList<>(examples);
        more.add(line);
        return new Usage(name, summary, operands, least, most, options, more, members);
    }

    /** This usage with a subcommand. */
    public Usage member(Usage member) {
        List<Usage> more = new ArrayList<>(members);
        more.add(member);
        return new Usage(name, summary, operands, least, most, options, examples, more);
    }

    /** The command as it is typed. */
    public String name() {
        return name;
    }

    /** One sentence. */
    public String summary() {
        return summary;
    }

    /** What stands for each operand, in capital letters where it is a name; of some that are one of several things only one. */
    public List<String> operands() {
        return operands.isEmpty() ? List.of() : List.of(operands.replaceAll("[\\[\\]()]", "").split(" "));
    }

    /** All options, the common ones last. */
    public List<Option> options() {
        List<Option> all = new ArrayList<>(options);
        all.addAll(COMMON);
        return all;
    }

    /** How it is typed, in one line. */
    public String synopsis() {
        String needed = options.stream().filter(Option::required).map(option -> " " + option.synopsis()).collect(Collectors.joining());
        return "redoubt " + name + (operands.isEmpty() ? "" : " " + operands) + needed + " [OPTIONS]";
    }

    /** Reads what was typed behind the name of the command. */
    public Arguments parse(List<String> words) throws UsageException {
        Arguments arguments = Arguments.parse(this, words);
        int count = arguments.operands().size();
        if (arguments.has("--help")) {
            return arguments;
        }
        if (count < least) {
            throw new UsageException("`redoubt " + name + "` needs " + operands + ".",
                    "Type: " + synopsis() + ".");
        }
        if (count > most) {
            throw new UsageException("`redoubt " + name + "` does not understand `" + arguments.operands().get(most)
                    + "`.", "Type: " + synopsis() + ".");
        }
        for (Option option : options) {
            if (option.required() && !arguments.has(option.name())) {
                throw new UsageException("`redoubt " + name + "` needs `" + option.synopsis() + "`.", "Type: " + synopsis() + ".");
            }
        }
        return arguments;
    }

    /** Name, summary and synopsis. */
    public JsonObject.Builder toJson() {
        return JsonObject.builder().put("name", name).put("summary", summary).put("synopsis", synopsis());
    }

    /** The whole help. */
    public String help() {
        StringBuilder text = new StringBuilder(synopsis()).append("\n\n").append(summary).append('\n');
        if (!members.isEmpty()) {
            text.append("\nCommands, each with a --help of its own:\n");
            members.forEach(member -> text.append("  ").append(member.synopsis()).append("\n      ").append(member.summary()).append('\n'));
        }
        text.append("\nOptions:\n");
        int width = options().stream().mapToInt(option -> option.synopsis().length()).max().orElse(0);
        options().forEach(option -> text.append("  ")
                .append(option.synopsis()).append(" ".repeat(width - option.synopsis().length() + 2))
                .append(option.help()).append('\n'));
        if (!examples.isEmpty()) {
            text.append("\nExamples:\n");
            examples.forEach(line -> text.append("  redoubt ").append(line).append('\n'));
        }
        return text.toString();
    }
}
