package org.redoubt.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All strikes on all operations, in two lanes at the same time, in an order that is one and the same for one seed. */
final class Campaign {
    private static final int LANES = 2;

    private final Path distribution;
    private final Path folder;
    private final Random random;
    private final Duration limit;
    private final CrashReport report;
    private final Queue<Planned> planned = new ConcurrentLinkedQueue<>();

    private record Planned(String type, Strike strike) {
    }

    private record Place(String type, String kind, String place) {
    }

    /**
     * @param distribution with the probe
     * @param folder for everything that is made
     * @param random decides about boundaries, moments and their order
     * @param limit after which no strike begins any more
     * @param report where everything is said
     */
    Campaign(Path distribution, Path folder, Random random, Duration limit, CrashReport report) {
        this.distribution = distribution;
        this.folder = folder;
        this.random = random;
        this.limit = limit;
        this.report = report;
    }

    /**
     * Strikes.
     *
     * @param before what earlier runs have carried out
     */
    void run(List<String> types, Rehearsal.Amount amount, String only, List<CrashLog.Entry> before) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        List<Lane> lanes = new ArrayList<>();
        for (int number = 1; number <= LANES; number++) {
            lanes.add(new Lane(distribution, Files.createDirectory(folder.resolve("lane-" + number)), report, new Random(random.nextLong())));
        }
        try {
            plan(types, amount, only, before, lanes.getFirst());
        } catch (Exception | AssertionError broken) {
            lanes.getFirst().leave();
            throw broken;
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(LANES)) {
            List<Future<?>> all = new ArrayList<>();
            for (Lane lane : lanes) {
                all.add(threads.submit(() -> {
                    walk(lane, end);
                    return lane;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException broken) {
            throw new AssertionError("The crashes could not be brought to their end: " + broken.getCause(), broken.getCause());
        }
    }

    private void plan(List<String> types, Rehearsal.Amount amount, String only, List<CrashLog.Entry> before, Lane lane) throws Exception {
        List<Planned> all = new ArrayList<>();
        List<Place> done = new LinkedList<>(before.stream().map(entry -> new Place(entry.type(), entry.kind(), entry.place())).toList());
        for (String type : types) {
            lane.rehearse(type, amount).stream().filter(strike -> strike.toString().contains(only)).forEach(strike -> {
                report.planned(type, strike);
                if (!done.remove(new Place(type, strike.kind(), strike.place()))) {
                    all.add(new Planned(type, strike));
                }
            });
        }
        Collections.shuffle(all, random);
        planned.addAll(all);
    }

    private void walk(Lane lane, long end) throws Exception {
        try {
            for (Planned next = planned.poll(); next != null && System.nanoTime() < end; next = planned.poll()) {
                lane.strike(next.type(), next.strike());
            }
        } finally {
            lane.finish();
        }
    }
}
