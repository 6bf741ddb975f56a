package org.redoubt.api.settings;

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
}
