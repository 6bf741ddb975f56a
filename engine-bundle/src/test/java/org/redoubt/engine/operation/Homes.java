package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/**
 * The homes of a walk: one for what comes before its cases, and for each case one that begins as that one ended.
 *
 * @param root where they are
 */
record Homes(Path root) {
    /** A case waits for most of its time, for a disk or for others of its threads. */
    private static final int AT_ONCE = 4;

    /**
     * A case of a walk.
     *
     * @param place where something goes wrong
     * @param way how
     * @param deed what is done then
     */
    record Case(String place, String way, Deed deed) {
        @Override
        public String toString() {
            return way + " at " + place;
        }
    }

    /** What is done in a home. */
    interface Deed {
        void in(Path home) throws Exception;
    }

    /** That of what comes before. */
    Path first() {
        return root.resolve("first");
    }

    /** Runs a sample of the cases, a few at a time, and fails with everything that has failed. Returns how many it has run. */
    int assertEach(Sample sample, List<Case> all) {
        List<Case> cases = sample.of(all);
        String seed = cases.size() < all.size() ? ", those of the seed " + sample.seed() : "";
        System.out.println("Of " + all.size() + " cases " + cases.size() + " are run" + seed + ".");
        ExecutorService lanes = Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().daemon().name("case-", 0).factory());
        try {
            List<Executable> ends = new ArrayList<>();
            for (Case each : cases) {
                Path home = root.resolve("case-" + ends.size());
                Future<Void> end = lanes.submit(() -> {
                    each.deed().in(copy(home));
                    return null;
                });
                ends.add(() -> await(end));
            }
            assertAll(ends);
            return cases.size();
        } finally {
            lanes.shutdownNow();
        }
    }

    private static void await(Future<Void> end) throws Throwable {
        try {
            end.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private Path copy(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(first())) {
            for (Path file : files.toList()) {
                Files.copy(file, home.resolve(first().relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return home;
    }
}
