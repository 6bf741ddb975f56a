package org.redoubt.engine.plugin;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.engine.lease.ComponentReports;

/** Says why no plugin could be chosen. Thread-safe. */
final class Refusals {
    private final PluginPool pool;
    private final ComponentReports reports;

    Refusals(PluginPool pool, ComponentReports reports) {
        this.pool = pool;
        this.reports = reports;
    }

    Problem of(Selector selector, List<Candidate> candidates) {
        String type = selector.type();
        if (candidates.isEmpty()) {
            return Problem.of(ProblemKind.NOT_FOUND, "No plugin protects resources of the type \"" + type + "\".")
                    .hint(missing(type).orElseGet(this::known)).subject(type);
        }
        Problem problem = Problem.of(kind(selector, candidates), "No plugin can " + selector.operation().word()
                + " resources of the type \"" + type + "\" now: " + list(candidates) + ".").subject(type);
        return problem.hint(missing(type).orElseGet(() -> hint(selector, candidates)));
    }

    private static String hint(Selector selector, List<Candidate> candidates) {
        if (isDraining(candidates)) {
            return "Try again when it is back, or install it again.";
        }
        return selector.written().map(written -> "Install a plugin that reads it: what is stored was written by " + written.plugin() + " in format "
                + written.format() + ".").orElse("Mend what is said of it, or install another plugin for this type.");
    }

    Problem of(UndoSelector selector, List<Candidate> candidates) {
        PluginId wanted = selector.registered();
        String reasons = candidates.isEmpty() ? "it is not installed" : list(candidates);
        return Problem.of(ProblemKind.UNAVAILABLE, "A step of the plugin " + wanted + " for the type \"" + selector.type()
                + "\" cannot be taken back now: " + reasons + ".")
                .hint("Install " + wanted.name() + " in this version or a later one; the step is then tried again.").subject(selector.type());
    }

    private static ProblemKind kind(Selector selector, List<Candidate> candidates) {
        return isDraining(candidates) || selector.written().isEmpty() ? ProblemKind.UNAVAILABLE : ProblemKind.UNSUPPORTED;
    }

    private static boolean isDraining(List<Candidate> candidates) {
        return candidates.stream().anyMatch(candidate -> candidate.refusal().filter(Plugin.DRAINING::equals).isPresent());
    }

    private static String list(List<Candidate> candidates) {
        return candidates.stream().map(candidate -> candidate.id() + ": " + candidate.refusal().orElse("it was not tried"))
                .map(Refusals::clause).collect(Collectors.joining("; "));
    }

    private static String clause(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** A plugin of the type that is installed but not there, as it could not be activated. */
    private Optional<String> missing(String type) {
        return reports.missing(ProtectionPlugin.class).stream()
                .filter(missing -> PluginFacts.of(missing.properties()).types().contains(type))
                .map(missing -> missing.bundleName() + " " + missing.bundleVersion() + " is installed, but: " + missing.reason()).findFirst();
    }

    private String known() {
        TreeSet<String> types = new TreeSet<>();
        pool.list().forEach(plugin -> types.addAll(plugin.facts().types()));
        return types.isEmpty() ? "No plugin is there at all: install one." : "Install a plugin for it; there are plugins for "
                + String.join(", ", types) + ".";
    }
}
