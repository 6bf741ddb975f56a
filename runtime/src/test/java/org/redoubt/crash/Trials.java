package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.redoubt.crash.Site.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redoubt.api.json.JsonObject;

/** The five operations, each with what has to be true after a crash in the middle of it. */
final class Trials {
    private static final String NEVER_BEGUN = "never begun";
    private static final String ENDED = "had ended";
    private static final String WENT_ON = "went on by itself";
    private static final String RESUMED = "resumed";
    private static final String TAKEN_BACK = "taken back";

    private final Site site;
    private int number;

    Trials(Site site) {
        this.site = site;
    }

    List<Trial> all() throws Exception {
        String kept = protect();
        Map<String, SortedMap<String, String>> then = site.estate().volumes();
        site.estate().change();
        return List.of(new Protect(), new Restore(kept, then), new Verify(kept), new Copy(kept, then), new Delete());
    }

    private String protect() throws Exception {
        return text(site.json(protection().toArray(String[]::new)).object("checkpoint").orElseThrow(), "id");
    }

    private static List<String> protection() {
        return Stream.concat(Stream.of("protect"), Estate.servers().stream()).toList();
    }

    private static boolean is(Optional<JsonObject> operation, String state) {
        return operation.filter(view -> text(view, "state").equals(state)).isPresent();
    }

    private void resume(JsonObject operation) throws Exception {
        JsonObject view = site.json("resume", text(operation, "id")).object("operation").orElseThrow();
        assertEquals("succeeded", text(view, "state"), view::toString);
        assertEquals(0, view.number("openUndoSteps").orElse(-1), view::toString);
    }

    /** A checkpoint that says it is whole has to be so to the last byte. */
    private void wholeThenDeleted(String checkpoint, Map<String, SortedMap<String, String>> volumes) throws Exception {
        assertEquals(Optional.of("available"), site.status(checkpoint));
        site.json("verify", checkpoint);
        Path target = site.estate().target("proof-" + ++number);
        String restore = text(site.json("restore", checkpoint, "--to", target.toString()).object("operation").orElseThrow(), "id");
        assertRestored(volumes, target);
        assertUndone(restore, target);
        site.json("delete", checkpoint);
        assertEquals(Optional.empty(), site.status(checkpoint));
    }

    private static void assertRestored(Map<String, SortedMap<String, String>> volumes, Path target) throws Exception {
        assertEquals(volumes.keySet(), names(target));
        for (Map.Entry<String, SortedMap<String, String>> volume : volumes.entrySet()) {
            assertEquals(volume.getValue(), Picture.of(target.resolve(volume.getKey())), volume.getKey());
        }
    }

    private void assertUndone(String restore, Path target) throws Exception {
        JsonObject undone = site.json("undo", restore).object("operation").orElseThrow();
        assertEquals(0, undone.number("openUndoSteps").orElse(-1), undone::toString);
        assertEquals(Set.of(), names(target));
    }

    private static Set<String> names(Path folder) throws Exception {
        if (!Files.exists(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private final class Protect implements Trial {
        @Override
        public String type() {
            return "protect";
        }

        @Override
        public List<String> prepare() {
            return protection();
        }

        @Override
        public String examine(Optional<JsonObject> operation, boolean goOn) throws Exception {
            if (operation.isEmpty()) {
                return NEVER_BEGUN;
            }
            String checkpoint = text(operation.get(), "checkpoint");
            if (is(operation, "succeeded")) {
                wholeThenDeleted(checkpoint, site.estate().volumes());
                return ENDED;
            }
            assertEquals("interrupted", text(operation.get(), "state"), () -> operation.get().toString());
            site.await("the checkpoint is clearly marked", () -> !site.status(checkpoint).equals(Optional.of("protecting")));
            assertTrue(Set.of("", "interrupted").contains(site.status(checkpoint).orElse("")), () -> operation.get().toString());
            if (goOn) {
                resume(operation.get());
                wholeThenDeleted(checkpoint, site.estate().volumes());
                return RESUMED;
            }
            site.json("undo", text(operation.get(), "id"));
            if (site.status(checkpoint).isPresent()) {
                site.json("delete", checkpoint);
            }
            assertEquals(Optional.empty(), site.status(checkpoint));
            return TAKEN_BACK;
        }
    }

    private final class Restore implements Trial {
        private final String kept;
        private final Map<String, SortedMap<String, String>> volumes;
        private Path target;

        Restore(String kept, Map<String, SortedMap<String, String>> volumes) {
            this.kept = kept;
            this.volumes = volumes;
        }

        @Override
        public String type() {
            return "restore";
        }

        @Override
        public List<String> prepare() {
            target = site.estate().target("restored-" + ++number);
            return List.of("restore", kept, "--to", target.toString());
        }

        @Override
        public String examine(Optional<JsonObject> operation, boolean goOn) throws Exception {
            if (operation.isEmpty()) {
                assertEquals(Set.of(), names(target));
                return NEVER_BEGUN;
            }
            // What is there is whole.
            for (String name : names(target)) {
                assertEquals(volumes.get(name), Picture.of(target.resolve(name)), name);
            }
            boolean ended = is(operation, "succeeded");
            assertTrue(ended || is(operation, "interrupted"), () -> operation.get().toString());
            if (!ended && goOn) {
                resume(operation.get());
            }
            if (ended || goOn) {
                assertRestored(volumes, target);
            }
            assertUndone(text(operation.get(), "id"), target);
            return ended ? ENDED : goOn ? RESUMED : TAKEN_BACK;
        }
    }

    private final class Verify implements Trial {
        private final String kept;

        Verify(String kept) {
            this.kept = kept;
        }

        @Override
        public String type() {
            return "verify";
        }

        @Override
        public List<String> prepare() {
            return List.of("verify", kept);
        }

        @Override
        public String examine(Optional<JsonObject> operation, boolean goOn) throws Exception {
            assertEquals(Optional.of("available"), site.status(kept));
            if (operation.isEmpty() || is(operation, "succeeded")) {
                return operation.isEmpty() ? NEVER_BEGUN : ENDED;
            }
            assertTrue(is(operation, "interrupted"), () -> operation.get().toString());
            if (goOn) {
                resume(operation.get());
                return RESUMED;
            }
            site.json("undo", text(operation.get(), "id"));
            return TAKEN_BACK;
        }
    }

    private final class Copy implements Trial {
        private final String kept;
        private final Map<String, SortedMap<String, String>> volumes;

        Copy(String kept, Map<String, SortedMap<String, String>> volumes) {
            this.kept = kept;
            this.volumes = volumes;
        }

        @Override
        public String type() {
            return "copy";
        }

        @Override
        public List<String> prepare() {
            return List.of("copy", kept, "--to", "other");
        }

        @Override
        public String examine(Optional<JsonObject> operation, boolean goOn) throws Exception {
            if (operation.isEmpty()) {
                return NEVER_BEGUN;
            }
            assertTrue(is(operation, "succeeded"), () -> operation.get().toString());
            wholeThenDeleted(text(operation.get(), "targetCheckpoint"), volumes);
            return WENT_ON;
        }
    }

    private final class Delete implements Trial {
        private String doomed = "";

        @Override
        public String type() {
            return "delete";
        }

        @Override
        public List<String> prepare() throws Exception {
            // One that still stands, as the runtime was killed before it began to delete it, does for once more.
            if (doomed.isEmpty()) {
                doomed = protect();
            }
            return List.of("delete", doomed);
        }

        @Override
        public Predicate<String> untouched() {
            String gone = doomed;
            return key -> !key.contains(gone);
        }

        @Override
        public String examine(Optional<JsonObject> operation, boolean goOn) throws Exception {
            if (operation.isEmpty()) {
                assertEquals(Optional.of("available"), site.status(doomed));
                return NEVER_BEGUN;
            }
            assertTrue(is(operation, "succeeded"), () -> operation.get().toString());
            assertEquals(Optional.empty(), site.status(doomed));
            List<String> left = new ArrayList<>(site.objects().keySet());
            left.removeIf(key -> !key.contains("checkpoints/" + doomed));
            assertEquals(List.of(), left);
            doomed = "";
            return WENT_ON;
        }
    }
}
