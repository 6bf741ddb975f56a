package org.redoubt.vault.scrub;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.ScrubReport.Harm;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.commit.Verdicts;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackName;

/** Looks at index objects and at the decisions by which they count. For one thread, one of the vault. */
final class RunCheck {
    private final Site site;
    private final Findings findings;
    private long count;
    private long bytes;

    RunCheck(Site site, Findings findings) {
        this.site = site;
        this.findings = findings;
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    /** Looks at all of them; which packs are needed, with their lengths. */
    Map<PackName, Long> needed() throws VaultException {
        site.catalogue().refresh();
        List<ObjectInfo> objects = site.store().list(Places.runs(site.vault()));
        count = objects.size();
        bytes = objects.stream().mapToLong(ObjectInfo::length).sum();
        Set<String> listed = objects.stream().map(object -> object.key().toString()).collect(Collectors.toSet());
        String runs = Places.runs(site.vault()) + "/";
        site.catalogue().damaged().forEach((object, reason) ->
                findings.add(object, object.startsWith(runs) ? "run" : "document", object.startsWith(runs) && !listed.contains(object) ? Harm.MISSING : Harm.BYTES, reason));
        for (String name : named()) {
            String object = site.runs().key(name).toString();
            if (!listed.contains(object)) {
                findings.add(object, "run", Harm.MISSING, "The index object is missing.");
            }
        }
        Map<PackName, Long> packs = new HashMap<>();
        for (Key key : site.catalogue().believed().keySet()) {
            read(key).ifPresent(run -> run.packs().forEach(pack -> packs.put(pack.name(), pack.size())));
        }
        return packs;
    }

    /** Reads an index object that counts, unless it is gone since. */
    Optional<Run> read(Key key) throws VaultException {
        try {
            return site.runs().read(key);
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.DAMAGED) {
                throw e;
            }
            findings.add(key.toString(), "run", Harm.BYTES, e.problem().message());
            return Optional.empty();
        }
    }

    /** What decisions about checkpoints name. Collections take some of them away, and what the older ones took nobody knows any more. */
    private Set<String> named() throws VaultException {
        Set<String> names = new HashSet<>();
        if (site.collections().look().effective() > 0) {
            return names;
        }
        Verdicts verdicts = new Verdicts(site.documents());
        Map<String, Key> checkpoints = new HashMap<>();
        for (ObjectInfo object : site.store().list(Places.COMMITS)) {
            String key = object.key().toString();
            checkpoints.put(key.substring(0, key.lastIndexOf('/')), object.key());
        }
        for (Key decision : checkpoints.values()) {
            try {
                names.addAll(verdicts.runs(decision));
            } catch (VaultException e) {
                if (e.kind() != ProblemKind.DAMAGED) {
                    throw e;
                }
                findings.add(e.problem().subject().orElse(decision.toString()), "document", Harm.BYTES, e.problem().message());
            }
        }
        return names;
    }
}
