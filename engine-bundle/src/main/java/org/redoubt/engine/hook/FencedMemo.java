package org.redoubt.engine.hook;

import java.util.Map;
import java.util.Optional;
import org.redoubt.api.protection.Memo;

/**
 * A memo that a hook cannot use any longer than its context.
 *
 * @param context whose
 */
record FencedMemo(HookContext context) implements Memo {
    @Override
    public Optional<String> get(String key) {
        return context.host().memo().get(key);
    }

    @Override
    public void put(String key, String value) {
        context.host().memo().put(key, value);
    }

    @Override
    public Map<String, String> all() {
        return context.host().memo().all();
    }
}
