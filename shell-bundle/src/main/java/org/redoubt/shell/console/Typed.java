package org.redoubt.shell.console;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Puts what people type in the place of the names that hints have for parameters and options. */
final class Typed {
    private static final Pattern PARAMETER = Pattern.compile("the parameter (\\w+(?:::\\w+)*\\.\\w+)=([\\w-]+)");
    private static final Pattern OPTION = Pattern.compile("the option (\\w+)");
    private static final Map<String, String> PARAMETERS = Map.of("Host::Volume.onConflict", "--on-conflict ");
    private static final Map<String, String> OPTIONS = Map.of("allowPartial", "--partial", "withoutPlugin", "--without-plugin",
            "keepOnFailure", "--keep", "purge", "--purge");

    private Typed() {
    }

    static String of(String hint) {
        return OPTION.matcher(PARAMETER.matcher(hint).replaceAll(Typed::parameter)).replaceAll(Typed::option);
    }

    private static String parameter(MatchResult found) {
        String name = found.group(1);
        return "`" + PARAMETERS.getOrDefault(name, "--parameter " + name + "=") + found.group(2) + "`";
    }

    private static String option(MatchResult found) {
        String typed = OPTIONS.get(found.group(1));
        return typed == null ? found.group() : "`" + typed + "`";
    }
}
