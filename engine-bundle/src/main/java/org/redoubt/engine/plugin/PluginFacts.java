package org.redoubt.engine.plugin;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.redoubt.api.protection.DataFormat;
import org.redoubt.api.protection.MainsLimit;
import org.redoubt.api.protection.ResourceType;
import org.redoubt.api.protection.UndoFormats;
import org.redoubt.engine.lease.Offer;

/**
 * What the service properties of a plugin say.
 *
 * @param types the types it protects
 * @param format the version of the format that it writes
 * @param reads the versions that it reads
 * @param mains how many of its mains may run at the same time
 * @param undoes the formats of undo steps that it understands; empty if it does not say
 * @param fault what is wrong with its properties, one clause; such a plugin is not used
 */
record PluginFacts(List<String> types, Version format, VersionRange reads, OptionalInt mains, Optional<Set<Integer>> undoes,
        Optional<String> fault) {
    private static final Version FIRST = new Version(1, 0, 0);
    private static final VersionRange FIRST_MAJOR = new VersionRange("[1.0,2.0)");

    static PluginFacts of(Map<String, Object> properties) {
        try {
            List<String> types = types(properties.get(ResourceType.PROPERTY));
            Version format = format(properties.get(DataFormat.FORMAT));
            return new PluginFacts(types, format, reads(properties.get(DataFormat.READS)),
                    mains(properties.get(MainsLimit.PROPERTY)), undoes(properties.get(UndoFormats.PROPERTY)), Optional.empty());
        } catch (IllegalArgumentException wrong) {
            return new PluginFacts(List.of(), FIRST, FIRST_MAJOR, OptionalInt.empty(), Optional.empty(), Optional.of(wrong.getMessage()));
        }
    }

    static PluginId id(Offer offer) {
        return new PluginId(offer.bundleName(), offer.bundleVersion(), offer.bundleId());
    }

    private static List<String> types(Object value) {
        Collection<?> values = switch (value) {
            case null -> throw new IllegalArgumentException("its service property " + ResourceType.PROPERTY + " is missing");
            case String one -> List.of(one);
            case Object[] several -> Arrays.asList(several);
            case Collection<?> several -> several;
            default -> throw noStrings();
        };
        TreeSet<String> types = new TreeSet<>();
        for (Object element : values) {
            if (!(element instanceof String type)) {
                throw noStrings();
            }
            if (type.isBlank() || type.indexOf('#') >= 0) {
                throw new IllegalArgumentException("its service property " + ResourceType.PROPERTY + " holds \"" + type
                        + "\", but a type has at least one character and no \"#\"");
            }
            types.add(type);
        }
        if (types.isEmpty()) {
            throw new IllegalArgumentException("its service property " + ResourceType.PROPERTY + " is empty");
        }
        return List.copyOf(types);
    }

    private static IllegalArgumentException noStrings() {
        return new IllegalArgumentException("its service property " + ResourceType.PROPERTY + " is not made of strings");
    }

    private static Version format(Object value) {
        return switch (value) {
            case null -> FIRST;
            case Version version -> version;
            case String text -> parsed(text, Version::parseVersion, DataFormat.FORMAT, "a version such as 1.0");
            default -> throw new IllegalArgumentException("its service property " + DataFormat.FORMAT + " is no string");
        };
    }

    private static VersionRange reads(Object value) {
        return switch (value) {
            case null -> FIRST_MAJOR;
            case String text -> parsed(text, VersionRange::valueOf, DataFormat.READS, "a range of versions such as [1.0,2.0)");
            default -> throw new IllegalArgumentException("its service property " + DataFormat.READS + " is no string");
        };
    }

    private static OptionalInt mains(Object value) {
        try {
            int limit = value == null ? 1 : Integer.parseInt(value.toString().strip());
            if (limit >= 1) {
                return value == null ? OptionalInt.empty() : OptionalInt.of(limit);
            }
        } catch (NumberFormatException noNumber) {
            // It is told like a number that makes no sense.
        }
        throw new IllegalArgumentException("its service property " + MainsLimit.PROPERTY + " is \"" + value + "\" and not a number of at least 1");
    }

    private static Optional<Set<Integer>> undoes(Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case int[] several -> Optional.of(Set.copyOf(IntStream.of(several).boxed().toList()));
            case Object[] several -> Optional.of(numbers(Arrays.asList(several)));
            case Collection<?> several -> Optional.of(numbers(several));
            default -> Optional.of(numbers(List.of(value)));
        };
    }

    private static Set<Integer> numbers(Collection<?> values) {
        try {
            return values.stream().map(value -> Integer.valueOf(String.valueOf(value).strip())).collect(Collectors.toUnmodifiableSet());
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("its service property " + UndoFormats.PROPERTY + " is " + values + " and not made of numbers", noNumber);
        }
    }

    private interface Parser<T> {
        T parse(String text);
    }

    private static <T> T parsed(String text, Parser<T> parser, String property, String wanted) {
        try {
            if (!text.isBlank()) {
                return parser.parse(text);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its service property " + property + " is \"" + text + "\" and not " + wanted, e);
        }
        throw new IllegalArgumentException("its service property " + property + " is empty and not " + wanted);
    }
}
