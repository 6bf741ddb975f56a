package org.redoubt.vault.scrub;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.key.HomeFile;

/**
 * The decisions and deletions that this home has seen in a bank. None of them ever goes, so if one is not there any more the bank was put back to an
 * earlier state, or somebody has taken it away: nobody without this memory could tell. Touched by threads of the vault only.
 *
 * @param file where it is noted
 */
public record Seen(HomeFile file) {
    private static final String VERSION = "{\"formatVersion\":1}";

    /** The keys of all that was seen. */
    Set<String> keys() throws VaultException {
        return file.read().map(text -> text.lines().filter(line -> !line.startsWith("{") && !line.isBlank()).collect(Collectors.toCollection(TreeSet::new)))
                .orElseGet(TreeSet::new);
    }

    /** Notes what is there now, besides what was seen before. */
    void note(Set<String> before, Set<String> now) throws VaultException {
        if (!before.containsAll(now)) {
            Set<String> all = new TreeSet<>(before);
            all.addAll(now);
            file.replace(VERSION + "\n" + String.join("\n", all) + "\n");
        }
    }
}
