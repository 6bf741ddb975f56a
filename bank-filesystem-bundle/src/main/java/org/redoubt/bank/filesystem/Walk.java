package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;

/**
 * Goes through the objects below a prefix in the order of their keys. Only the directories on the way are read, and only the
 * objects on the page looked at. Serves one listing.
 */
final class Walk {
    private final Places places;
    private final Names names;
    private final String marker;
    private final Deque<Folder> path = new ArrayDeque<>();

    private record Folder(String base, Iterator<String> names) {
    }

    Walk(Places places, Names names, Prefix prefix, Optional<Key> after) throws BankException, IOException {
        this.places = places;
        this.names = names;
        this.marker = after.map(Key::toString).orElse("");
        if (places.look(prefix.toString()).filter(BasicFileAttributes::isDirectory).isPresent()) {
            enter(prefix.equals(Prefix.ALL) ? "" : prefix + "/");
        }
    }

    private void enter(String base) throws IOException {
        if (marker.startsWith(base) || base.compareTo(marker) > 0) {
            List<String> all = names.in(places.top().resolve(base));
            path.push(new Folder(base, all.listIterator(marker.startsWith(base) ? first(all, marker.substring(base.length())) : 0)));
        }
    }

    /** Where to begin: at the first name after the marker, or at the directory that the marker lies in. */
    private static int first(List<String> sorted, String marker) {
        int found = Collections.binarySearch(sorted, marker);
        int next = found < 0 ? -found - 1 : found;
        return next > 0 && marker.startsWith(folder(sorted.get(next - 1))) ? next - 1 : next;
    }

    private static String folder(String name) {
        return name.endsWith("/") ? name : name + "/";
    }

    /** Everything up to a limit. */
    Page page(int limit) throws BankException, IOException {
        List<ObjectInfo> objects = new ArrayList<>();
        Optional<ObjectInfo> next = next();
        while (next.isPresent() && objects.size() < limit) {
            objects.add(next.get());
            next = next();
        }
        return new Page(objects, next.isPresent());
    }

    private static String plain(String name) {
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    private Optional<ObjectInfo> next() throws BankException, IOException {
        while (!path.isEmpty()) {
            Failures.refuseInterrupted();
            Folder folder = path.peek();
            if (!folder.names().hasNext()) {
                path.pop();
                continue;
            }
            String name = folder.base() + plain(folder.names().next());
            if (name.length() > Key.MAX_LENGTH) {
                continue;
            }
            Path place = places.top().resolve(name);
            try {
                BasicFileAttributes found = places.checked(place);
                if (found.isDirectory()) {
                    enter(name + "/");
                } else if (name.compareTo(marker) > 0) {
                    return Optional.of(new ObjectInfo(Key.of(name), found.size()));
                }
            } catch (NoSuchFileException e) {
                // Deleted since its directory was read.
                continue;
            }
        }
        return Optional.empty();
    }
}
