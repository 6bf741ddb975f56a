package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.redoubt.crash.Site.text;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.redoubt.api.json.JsonObject;

/** The five operations on one site, each with what has to be true after a crash in the middle of it. */
final class Trials {
    private static final String NEVER_BEGUN = "never begun";
    private static final String ENDED = "ended before the kill";
    private static final String WENT_ON = "went on by itself";
    private static final String RESUMED = "resumed";
    private static final String TAKEN_BACK = "taken back";
    private static final int STOCK = 5;

    private final Site site;
    private final Proofs proofs;
    private int number;

    Trials(Site site, Proofs proofs) {
        this.site = site;
        this.proofs = proofs;
    }

    /** All by their names. */
    Map<String, Trial> all() throws Exception {
        String kept = protect();
        Map<String, SortedMap<String, String>> then = site.estate().volumes();
        site.estate().change();
        Map<String, Trial> all = new LinkedHashMap<>();
        for (Trial trial : List.of(new Protect(site.estate().volumes()), new Restore(kept, then), new Verify(kept), new Copy(kept, then),
                new Delete())) {
            all.put(trial.type(), trial);
        }
        return all;
    }

    private String protect() throws Exception {
        return text(site.json(protection().toArray(String[]::new)).object("checkpoint").orElseThrow(), "id");
    }

    private static List<String> protection() {
        return Stream.concat(Stream.of("protect"), Estate.servers().stream()).toList();
    }

    private static String state(Optional<JsonObject> operation) {
        return operation.map(view -> text(view, "state")).orElse("");
    }

    private void resume(JsonObject operation) throws Exception {
        JsonObject view = site.json("resume", text(operation, "id")).object("operation").orElseThrow();
        assertEquals("succeeded", text(view, "state"), view::toString);
        assertEquals(0, view.number("openUndoSteps").orElse(-1), view::toString);
    }

    /** Of one that has failed or was cancelled, nothing may be left to take back. */
    private void takeBack(JsonObject operation) throws Exception {
        if (text(operation, "state").equals("interrupted")) {
            site.json("undo", text(operation, "id"));
        }
    }

    private final class Protect implements Trial {
        private final Map<String, SortedMap<String, String>> volumes;

        Protect(Map<String, SortedMap<String, String>> volumes) {
            this.volumes = volumes;
        }

        @Override
        public String type() {
            return "protect";
        }

        @Override
        public List<String> prepare() {
            return protection();
        }

        @Override
        public List<String> undoable() {
            return List.of("after protect prepareBegin Host::Server#", "after protect prepareFinish Host::Volume#");
        }

        @Override
        public String examine(Optional<JsonObject> operation, boolean goOn, String story) throws Exception {
            if (operation.isEmpty()) {
                return NEVER_BEGUN;
            }
            String checkpoint = text(operation.get(), "checkpoint");
            String state = state(operation);
            if (!state.equals("succeeded")) {
                assertTrue(Set.of("interrupted", "failed", "cancelled").contains(state), () -> operation.get().toString());
                site.await("the checkpoint is clearly marked", () -> !site.status(checkpoint).equals(Optional.of("protecting")));
            }
            if (site.status(checkpoint).equals(Optional.of("available"))) {
                // That it had come to its end is seen when the services are there that lead to its bank.
                site.await("it is known that it had ended", () -> text(site.operation(text(operation.get(), "id")), "state").equals("succeeded"));
                proofs.add(checkpoint, volumes, story);
                return ENDED;
            }
            assertTrue(Set.of("", "interrupted", "error").contains(site.status(checkpoint).orElse("")), () -> operation.get().toString());
            if (goOn && !state.equals("cancelled")) {
                resume(operation.get());
                proofs.add(checkpoint, volumes, story);
                return RESUMED;
            }
            takeBack(operation.get());
            if (site.status(checkpoint).isPresent()) {
                site.json("delete", checkpoint, "--purge");
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
        public List<String> undoable() {
            return List.of("after restore main Host::Volume#");
        }

        @Override
        public boolean isTakenBackWhenEnded() {
            return true;
        }

        @Override
        public String examine(Optional<JsonObject> operation, boolean goOn, String story) throws Exception {
            String state = state(operation);
            if (operation.isEmpty() || state.equals("undone")) {
                assertEquals(Set.of(), Proofs.names(target));
                return operation.isEmpty() ? NEVER_BEGUN : WENT_ON;
            }
            // What is there is whole.
            for (String name : Proofs.names(target)) {
                assertEquals(volumes.get(name), Picture.of(target.resolve(name)), name);
            }
            boolean ended = state.equals("succeeded");
            assertTrue(ended || Set.of("interrupted", "failed", "cancelled").contains(state), () -> operation.get().toString());
            boolean goesOn = !ended && goOn && !state.equals("cancelled");
            if (goesOn) {
                resume(operation.get());
            }
            if (ended || goesOn) {
                Proofs.assertRestored(volumes, target);
                proofs.assertUndone(text(operation.get(), "id"), target);
                return ended ? ENDED : RESUMED;
            }
            takeBack(operation.get());
            assertEquals(Set.of(), Proofs.names(target));
            return TAKEN_BACK;
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
        public String examine(Optional<JsonObject> operation, boolean goOn, String story) throws Exception {
            assertEquals(Optional.of("available"), site.status(kept));
            if (operation.isEmpty() || state(operation).equals("succeeded")) {
                return operation.isEmpty() ? NEVER_BEGUN : ENDED;
            }
            assertEquals("interrupted", state(operation), () -> operation.get().toString());
            if (goOn) {
                resume(operation.get());
                return RESUMED;
            }
            takeBack(operation.get());
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
        public String examine(Optional<JsonObject> operation, boolean goOn, String story) throws Exception {
            if (operation.isEmpty()) {
                return NEVER_BEGUN;
            }
            assertEquals("succeeded", state(operation), () -> operation.get().toString());
            proofs.add(text(operation.get(), "targetCheckpoint"), volumes, story);
            return WENT_ON;
        }
    }

    private final class Delete implements Trial {
        private final Deque<String> stock = new ArrayDeque<>();

        @Override
        public String type() {
            return "delete";
        }

        @Override
        public List<String> prepare() throws Exception {
            // Several at once: a runtime that has just started takes a multiple of the time.
            for (int missing = stock.isEmpty() ? STOCK : 0; missing > 0; missing--) {
                stock.add(protect());
            }
            return List.of("delete", stock.element(), "--purge");
        }

        @Override
        public Predicate<String> untouched() {
            String gone = stock.element();
            return key -> !key.contains(gone);
        }

        @Override
        public String examine(Optional<JsonObject> operation, boolean goOn, String story) throws Exception {
            String doomed = stock.element();
            if (operation.isEmpty()) {
                // It still stands, as the runtime was killed before it began to delete it, and does for once more.
                assertEquals(Optional.of("available"), site.status(doomed));
                return NEVER_BEGUN;
            }
            assertEquals("succeeded", state(operation), () -> operation.get().toString());
            assertEquals(Optional.empty(), site.status(doomed));
            // Documents that the killed runtime had not taken away yet are left to the watch over what is unfinished.
            site.await("nothing of it is left", () -> site.objects().keySet().stream().noneMatch(key -> key.contains("checkpoints/" + doomed)));
            stock.remove();
            return WENT_ON;
        }
    }
}
