package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redoubt.api.json.JsonObject;

/**
 * Checkpoints that say they are whole and have to be so to the last byte. Several are looked at in a row, as a runtime that has just
 * started takes a multiple of the time.
 */
final class Proofs {
    private static final int MANY = 10;

    private record Claim(String checkpoint, Map<String, SortedMap<String, String>> volumes, String story) {
    }

    private final Site site;
    private final List<Claim> claims = new ArrayList<>();
    private int number;

    Proofs(Site site) {
        this.site = site;
    }

    /** Notes a checkpoint with the volumes that are in it, and how it came to be. */
    void add(String checkpoint, Map<String, SortedMap<String, String>> volumes, String story) throws Exception {
        assertEquals(Optional.of("available"), site.status(checkpoint));
        claims.add(new Claim(checkpoint, volumes, story));
    }

    boolean areMany() {
        return claims.size() >= MANY;
    }

    /** Holds all that were noted against what is in them, and deletes them. */
    void settle() throws Exception {
        for (Claim claim : claims) {
            try {
                settle(claim);
            } catch (Exception | AssertionError failed) {
                throw new AssertionError("Checkpoint " + claim.checkpoint() + ", of the one killed " + claim.story() + ": " + failed, failed);
            }
        }
        claims.clear();
    }

    private void settle(Claim claim) throws Exception {
        site.json("verify", claim.checkpoint());
        Path target = site.estate().target("proof-" + ++number);
        JsonObject restore = site.json("restore", claim.checkpoint(), "--to", target.toString()).object("operation").orElseThrow();
        assertRestored(claim.volumes(), target);
        assertUndone(Site.text(restore, "id"), target);
        site.json("delete", claim.checkpoint(), "--purge");
        assertEquals(Optional.empty(), site.status(claim.checkpoint()));
    }

    static void assertRestored(Map<String, SortedMap<String, String>> volumes, Path target) throws IOException {
        assertEquals(volumes.keySet(), names(target));
        for (Map.Entry<String, SortedMap<String, String>> volume : volumes.entrySet()) {
            assertEquals(volume.getValue(), Picture.of(target.resolve(volume.getKey())), volume.getKey());
        }
    }

    void assertUndone(String restore, Path target) throws Exception {
        JsonObject undone = site.json("undo", restore).object("operation").orElseThrow();
        assertEquals(0, undone.number("openUndoSteps").orElse(-1), undone::toString);
        assertEquals(Set.of(), names(target));
    }

    static Set<String> names(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
