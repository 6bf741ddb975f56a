package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import org.redoubt.api.json.JsonObject;

/** Strikes one after the other on a site, which is made anew after a while, and when something was found. */
final class Lane {
    private static final int WORN = 60;

    private final Path distribution;
    private final Path folder;
    private final CrashReport report;
    private final Random random;
    private int sites;
    private int strikes;
    private Optional<Scene> scene = Optional.empty();

    private record Scene(Site site, Proofs proofs, Map<String, Trial> trials) {
    }

    Lane(Path distribution, Path folder, CrashReport report, Random random) {
        this.distribution = distribution;
        this.folder = folder;
        this.report = report;
        this.random = random;
    }

    /** What could be struck on an operation. */
    List<Strike> rehearse(String type, Rehearsal.Amount amount) throws Exception {
        Scene now = scene();
        return new Rehearsal(now.site(), amount, random).strikes(now.trials().get(type));
    }

    /** Strikes, and reports what came of it. */
    void strike(String type, Strike strike) throws Exception {
        Scene now = scene();
        try {
            strike(now, now.trials().get(type), strike);
            if (now.proofs().areMany() || ++strikes % WORN == 0) {
                now.proofs().settle();
            }
            if (strikes % WORN == 0) {
                finish();
            }
        } catch (Exception | AssertionError failed) {
            report.found(type, strike, failed, now.site());
            leave();
        }
    }

    private Scene scene() throws Exception {
        if (scene.isEmpty()) {
            Site site = Site.make(distribution, Files.createDirectories(folder.resolve(Integer.toString(++sites))), random);
            report.ground(site.estate().ground());
            Proofs proofs = new Proofs(site);
            scene = Optional.of(new Scene(site, proofs, new Trials(site, proofs).all()));
        }
        return scene.get();
    }

    private void strike(Scene now, Trial trial, Strike strike) throws Exception {
        Site site = now.site();
        List<String> words = trial.prepare();
        String before = site.newest();
        SortedMap<String, String> estate = site.estate().picture();
        SortedMap<String, String> objects = site.objects();
        objects.keySet().removeIf(key -> !trial.untouched().test(key));
        long begun = System.nanoTime();

        boolean struck = new Blow(site).strike(strike, words.toArray(String[]::new));
        Optional<JsonObject> operation = site.settled(before);
        site.await("everything is thawed", () -> !site.estate().isFrozen());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        for (JsonObject open : Site.objects(site.json("operations", "--open"), "operations")) {
            assertEquals(0, open.number("openUndoSteps").orElse(-1), open::toString);
        }
        assertEquals(estate, site.estate().picture());
        String outcome = trial.examine(operation, strike.goOn(), strike.toString());
        assertEquals(List.of(), site.json("operations", "--open").array("operations"));
        assertEquals(estate, site.estate().picture());
        SortedMap<String, String> then = site.objects();
        then.keySet().retainAll(objects.keySet());
        assertEquals(objects, then);
        site.await("nothing is there in passing any more, but " + site.passing(), () -> site.passing().isEmpty());
        report.add(trial.type(), strike, struck ? outcome : "not killed, as it did not come to that", took);
    }

    /** Leaves the site as it is. */
    void leave() throws Exception {
        if (scene.isPresent()) {
            Site site = scene.get().site();
            scene = Optional.empty();
            site.close();
        }
    }

    /** Holds what has still to be held against what it was made of, and leaves the site. */
    void finish() throws Exception {
        try {
            if (scene.isPresent()) {
                scene.get().proofs().settle();
            }
        } finally {
            leave();
        }
    }
}
