package org.redoubt.plugin.volume.tree;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.redoubt.api.os.Accounts;
import org.redoubt.api.os.HostFileException;

/** Names and numbers of owners, each asked for once, as name services may be slow. For one thread. */
final class OwnerNames {
    private interface Lookup<K, V> {
        V find(K key) throws HostFileException;
    }

    private final Accounts accounts;
    private final Map<Long, String> users = new HashMap<>();
    private final Map<Long, String> groups = new HashMap<>();
    private final Map<String, OptionalLong> userIds = new HashMap<>();
    private final Map<String, OptionalLong> groupIds = new HashMap<>();

    OwnerNames(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The name of a user; empty if there is none. */
    String user(long id) {
        return cached(users, id, key -> accounts.userName(key).orElse(""), "");
    }

    /** The name of a group; empty if there is none. */
    String group(long id) {
        return cached(groups, id, key -> accounts.groupName(key).orElse(""), "");
    }

    /** The number of a user here: by name where this host knows it. */
    long userId(String name, long recorded) {
        return number(cached(userIds, name, accounts::userId, OptionalLong.empty()), recorded);
    }

    /** The number of a group here: by name where this host knows it. */
    long groupId(String name, long recorded) {
        return number(cached(groupIds, name, accounts::groupId, OptionalLong.empty()), recorded);
    }

    private static long number(OptionalLong known, long recorded) {
        return known.orElse(recorded);
    }

    /** A name service that fails is taken for one that knows nothing: the number is kept all the same. */
    private static <K, V> V cached(Map<K, V> cache, K key, Lookup<K, V> lookup, V unknown) {
        return Optional.ofNullable(cache.get(key)).orElseGet(() -> {
            V found;
            try {
                found = lookup.find(key);
            } catch (HostFileException unavailable) {
                found = unknown;
            }
            cache.put(key, found);
            return found;
        });
    }
}
