package org.redoubt.engine.operation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Servers and volumes with all that a plugin may leave lying about: freezes, snapshots and temporary files. Thread-safe. */
final class Estate {
    /** What each resource holds, by its id. */
    final Map<String, String> contents = new ConcurrentHashMap<>();
    /** The servers that are frozen. */
    final Set<String> frozen = ConcurrentHashMap.newKeySet();
    /** The snapshots that are there. */
    final Set<String> snapshots = ConcurrentHashMap.newKeySet();
    /** The temporary files that are there. */
    final Set<String> temporary = ConcurrentHashMap.newKeySet();

    Estate copy() {
        Estate copy = new Estate();
        copy.contents.putAll(contents);
        copy.frozen.addAll(frozen);
        copy.snapshots.addAll(snapshots);
        copy.temporary.addAll(temporary);
        return copy;
    }

    /** What nobody may find when no operation runs. */
    List<String> leftOver() {
        return Stream.of(frozen.stream().map(id -> "frozen " + id), snapshots.stream().map(id -> "snapshot " + id),
                temporary.stream().map(id -> "temporary file " + id)).flatMap(all -> all).sorted().toList();
    }

    /** What is at a place, by name. */
    Map<String, String> at(String place) {
        Map<String, String> found = new TreeMap<>();
        contents.forEach((id, content) -> {
            if (id.startsWith(place + "/")) {
                found.put(id.substring(place.length() + 1), content);
            }
        });
        return found;
    }
}
