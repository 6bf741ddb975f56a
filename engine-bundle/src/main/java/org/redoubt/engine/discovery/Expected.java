package org.redoubt.engine.discovery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.redoubt.engine.lease.Departures;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.lease.UpdateTimes;

/** The plugins that have gone a short time ago: most of them come back in a moment, as a newer version. Thread-safe. */
final class Expected {
    private final Departures departures;
    private final Map<String, Gone> known = new ConcurrentHashMap<>();

    private record Gone(String bundle, String label, Reach reach) {
    }

    Expected(UpdateTimes times) {
        departures = new Departures(times.memory(), System::nanoTime);
    }

    /** What stays the same in all versions of a plugin: a bundle may have several, which come one after the other. */
    static String name(Offer offer) {
        return offer.bundleName() + "/" + offer.properties().getOrDefault("component.name", "");
    }

    /**
     * Notes that a plugin goes.
     *
     * @param reach what it found; without that it has not been asked, so that nobody can miss what it finds
     */
    void gone(Offer offer, Optional<Reach> reach) {
        String name = name(offer);
        known.keySet().removeIf(other -> !departures.recent(other));
        departures.gone(List.of(name));
        reach.ifPresent(found -> known.put(name, new Gone(offer.bundleName(), offer.label(), found)));
    }

    /** Whether all are back. */
    boolean areBack(Collection<Offer> present) {
        return names(present).containsAll(departures.recent());
    }

    /**
     * Those that are not, as far as it is known what they found.
     *
     * @param found what those that are present find: a newer version may do it by another name
     */
    List<Absent> missing(Collection<Offer> present, Map<Offer, Reach> found) {
        Set<String> back = names(present);
        return departures.recent().stream().filter(name -> !back.contains(name))
                .flatMap(name -> Optional.ofNullable(known.get(name)).stream())
                .filter(gone -> found.entrySet().stream().noneMatch(
                        other -> other.getKey().bundleName().equals(gone.bundle()) && other.getValue().covers(gone.reach())))
                .map(gone -> Absent.gone(gone.label(), gone.reach())).toList();
    }

    private static Set<String> names(Collection<Offer> present) {
        return present.stream().map(Expected::name).collect(Collectors.toSet());
    }
}
