package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.redoubt.crash.Strike.Cause;

/** Runs operations without a kill, to see where they can be killed. */
final class Rehearsal {
    private static final int THOUSANDTHS = 1000;
    /** So many parts of the whole time at most after a boundary. */
    private static final int LATER = 10;

    private final Site site;
    private final Amount amount;
    private final Random random;

    /**
     * How often to kill in each operation.
     *
     * @param boundaries at how many boundaries of hooks
     * @param undos at how many boundaries of what takes back, counted for each cause
     * @param moments at how many moments
     */
    record Amount(int boundaries, int undos, int moments) {
    }

    Rehearsal(Site site, Amount amount, Random random) {
        this.site = site;
        this.amount = amount;
        this.random = random;
    }

    /** All strikes on an operation. */
    List<Strike> strikes(Trial trial) throws Exception {
        String[] words = words(trial);
        String before = site.newest();
        long begun = System.nanoTime();
        List<String> boundaries = site.trace(() -> site.json(words));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        trial.examine(site.settled(before), true, "in no way");
        assertFalse(boundaries.isEmpty());
        List<Strike> strikes = new ArrayList<>();
        for (String boundary : some(boundaries, amount.boundaries())) {
            strikes.add(new Strike.AtBoundary(boundary, goOn(strikes)));
        }
        List<String> troubles = boundaries.stream().filter(boundary -> trial.undoable().stream().anyMatch(boundary::startsWith)).toList();
        List<Strike> undos = new ArrayList<>();
        for (String trouble : some(troubles, amount.undos())) {
            addUndos(undos, trial, trouble);
        }
        strikes.addAll(some(undos, amount.undos()));
        for (int moment = 0; moment < amount.moments(); moment++) {
            Optional<String> boundary = moment % 8 == 7 ? Optional.empty() : Optional.of(boundaries.get(random.nextInt(boundaries.size())));
            Duration after = took.multipliedBy(random.nextInt(THOUSANDTHS)).dividedBy(THOUSANDTHS * (boundary.isPresent() ? LATER : 1));
            Optional<Duration> again = moment % 4 == 1 ? Optional.of(Duration.ofMillis(random.nextInt(THOUSANDTHS))) : Optional.empty();
            strikes.add(new Strike.AtMoment(boundary, after, again, goOn(strikes)));
        }
        return strikes;
    }

    /** At each boundary of the undo of the resource that has trouble. */
    private void addUndos(List<Strike> strikes, Trial trial, String trouble) throws Exception {
        String resource = trouble.substring(trouble.lastIndexOf(' '));
        String[] words = words(trial);
        String before = site.newest();
        site.order("fail " + trouble);
        List<String> passed = site.trace(() -> site.answer(words));
        site.order();
        trial.examine(site.settled(before), false, "in no way");
        for (String boundary : passed.stream().filter(one -> one.contains(" undo ") && one.endsWith(resource)).toList()) {
            for (Cause cause : Cause.values()) {
                if (cause != Cause.REQUEST || trial.isTakenBackWhenEnded()) {
                    strikes.add(new Strike.InUndo(cause, trouble, boundary, goOn(strikes)));
                }
            }
        }
    }

    private String[] words(Trial trial) throws Exception {
        return trial.prepare().toArray(String[]::new);
    }

    private <T> List<T> some(List<T> all, int limit) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(limit, shuffled.size()));
    }

    private static boolean goOn(List<Strike> before) {
        return before.size() % 3 != 2;
    }
}
