package org.redoubt.api.settings;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds what stands in a configuration and nobody reads. That is a word that was misspelt, as a rule, and whoever wrote it relies on what
 * it means: a server whose {@code freze} is passed over would be protected without being frozen.
 */
public final class UnknownSettings {

    private UnknownSettings() {
    }

    /**
     * What nobody reads.
     *
     * @param properties the properties of a component, as it gets them. Names with a dot are those of the framework and of who manages
     *         configurations, such as {@code service.pid} and {@code felix.fileinstall.filename}, and are passed over
     * @param settings the component property type, an annotation: its members without an underscore or a dollar sign are the settings there are
     * @return one sentence, empty if everything is read
     */
    public static Optional<String> in(Map<String, ?> properties, Class<? extends Annotation> settings) {
        List<String> known = Stream.of(settings.getDeclaredMethods()).filter(method -> !method.isSynthetic()).map(Method::getName).sorted().toList();
        TreeSet<String> unknown = new TreeSet<>(properties.keySet());
        unknown.removeIf(name -> name.indexOf('.') >= 0 || known.contains(name));
        return unknown.isEmpty() ? Optional.empty() : Optional.of((unknown.size() == 1 ? "There is no setting \"" : "There are no settings \"")
                + String.join("\", \"", unknown) + "\"; there are " + String.join(", ", known) + ".");
    }

    /**
     * Warns of what nobody reads. For a component that the runtime cannot do without, and which goes on with what it understands.
     *
     * @param log where the warning goes
     * @param pid which configuration it is
     * @param properties as in {@link #in}
     * @param settings as in {@link #in}
     */
    public static void warn(Logger log, String pid, Map<String, ?> properties, Class<? extends Annotation> settings) {
        in(properties, settings).ifPresent(unknown -> log.log(Level.WARNING, "The configuration " + pid + " is used as far as it is understood. " + unknown));
    }
}
