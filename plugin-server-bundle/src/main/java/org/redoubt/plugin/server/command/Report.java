package org.redoubt.plugin.server.command;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a watchdog says, a line for each. The script {@code watchdog.sh} describes them. */
sealed interface Report {
    /** The form of a line. */
    Pattern FORM = Pattern.compile("frozen (?<status>[0-9]{1,3})|failed (?<failure>[0-9]{1,3})(?<output>( .*)?)"
            + "|(?<outcome>thawed|nothing) (?<why>asked|failed|gone|over|told)");

    /** What a watchdog did not wait any longer for. */
    enum Why {
        /** Somebody wanted the thaw. */
        ASKED,
        /** The freeze has failed. */
        FAILED,
        /** The process that had frozen is gone. */
        GONE,
        /** The budget is over. */
        OVER,
        /** Somebody wanted the watchdog to end. */
        TOLD;

        /** Whether the server was thawed although it was to be frozen still. */
        boolean isUntimely() {
            return this != ASKED && this != FAILED;
        }
    }

    /**
     * The freeze command has ended.
     *
     * @param status its exit status
     */
    record Frozen(int status) implements Report {
    }

    /**
     * The thaw command has failed, and is tried again.
     *
     * @param result how
     */
    record Failed(CommandResult result) implements Report {
    }

    /**
     * The server is not frozen any more, and the watchdog ends.
     *
     * @param wasFrozen whether it was until now
     * @param why what it did not wait any longer for
     */
    record Released(boolean wasFrozen, Why why) implements Report {
    }

    /** The watchdog has ended without that: somebody has killed it, or it has given up. */
    record Lost() implements Report {
    }

    /** What a line says; what a shell may say besides says nothing. */
    static Optional<Report> parse(String line) {
        Matcher matcher = FORM.matcher(line.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group("status") != null) {
            return Optional.of(new Frozen(Integer.parseInt(matcher.group("status"))));
        }
        if (matcher.group("failure") != null) {
            String output = matcher.group("output").replaceAll("\\p{Cntrl}", "?").strip();
            return Optional.of(new Failed(new CommandResult(Integer.parseInt(matcher.group("failure")), output)));
        }
        return Optional.of(new Released(matcher.group("outcome").equals("thawed"), Why.valueOf(matcher.group("why").toUpperCase(Locale.ROOT))));
    }
}
