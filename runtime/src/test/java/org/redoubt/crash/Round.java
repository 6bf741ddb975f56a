package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.launcher.Answer;

/** One round: something is deleted and collected while something is protected, and one of the two who do so is killed, or stopped and woken. */
final class Round {
    private static final int MINUTES = 5;
    /** Longer than a session may be silent, so that one that is stopped is taken for gone in some rounds and waited for in others. */
    private static final int LONGEST_SLEEP = 5000;
    private static final int LONGEST_WRITE = 500;

    /** Who is struck, and how; they take turns. */
    private enum Fate {
        WRITER_KILLED, WRITER_STOPPED, COLLECTOR_KILLED, DELETER_KILLED
    }

    private final Duo duo;
    private final Fate fate;
    private final int number;
    private final CrashLog log;
    private long repacked;

    Round(Duo duo, int number, CrashLog log) {
        this.duo = duo;
        this.number = number;
        this.fate = Fate.values()[number % Fate.values().length];
        this.log = log;
    }

    /** Plays it, and says how many bytes were repacked by who was not killed. */
    long play() throws Exception {
        long begun = System.nanoTime();
        Duration before = Duration.ofMillis(duo.random().nextInt(LONGEST_WRITE));
        Duration together = Duration.ofMillis(duo.random().nextInt(LONGEST_WRITE));
        Duration sleep = Duration.ofMillis(duo.random().nextInt(LONGEST_SLEEP));
        String strike = number + ": " + before.toMillis() + " ms of protecting, " + together.toMillis() + " ms of both"
                + (fate == Fate.WRITER_STOPPED ? ", " + sleep.toMillis() + " ms of sleep" : "");
        String outcome;
        try {
            outcome = play(before, together, sleep);
        } catch (Exception | AssertionError failed) {
            note(strike, failed.toString(), begun, true);
            throw new AssertionError("Round " + strike + ": " + failed, failed);
        }
        note(strike, outcome, begun, false);
        return repacked;
    }

    private void note(String strike, String outcome, long begun, boolean found) throws Exception {
        log.add(new CrashLog.Entry("collect", fate.name().toLowerCase(Locale.ROOT).replace('_', ' '), "anywhere", strike, outcome,
                Duration.ofNanos(System.nanoTime() - begun), found));
    }

    private String play(Duration before, Duration together, Duration sleep) throws Exception {
        duo.change();
        Optional<String> doomed = duo.doomed();
        boolean deletes = fate == Fate.DELETER_KILLED && doomed.isPresent();
        if (doomed.isPresent() && !deletes) {
            duo.collector().json("delete", doomed.get());
            duo.forget(doomed.get());
        }
        SortedMap<String, String> was = duo.picture();
        CompletableFuture<Answer> protect = duo.writer().begin("protect", duo.tree().toString());
        Thread.sleep(before);
        CompletableFuture<Answer> other = deletes ? duo.collector().begin("delete", doomed.get()) : duo.collector().begin("collect", "--without-grace");
        Thread.sleep(together);
        String outcome = switch (fate) {
            case WRITER_KILLED -> kill(protect, was);
            case WRITER_STOPPED -> stop(protect, sleep, was);
            case COLLECTOR_KILLED, DELETER_KILLED -> killOther(other, protect, was);
        };
        if (deletes) {
            outcome += settle(doomed.get());
        }
        repacked += fate == Fate.WRITER_KILLED || fate == Fate.WRITER_STOPPED ? Duo.repacked(other.get(MINUTES, TimeUnit.MINUTES).json()) : duo.collect();
        duo.verifyAll();
        return outcome;
    }

    /** The one who protects has noticed nothing. */
    private String killOther(CompletableFuture<Answer> other, CompletableFuture<Answer> protect, SortedMap<String, String> was) throws Exception {
        boolean ended = other.isDone();
        duo.collector().runtime().kill();
        other.handle((answer, failure) -> failure).get(MINUTES, TimeUnit.MINUTES);
        duo.collector().start();
        Answer answer = protect.get(MINUTES, TimeUnit.MINUTES);
        assertTrue(acknowledge(answer, was), () -> answer.out() + answer.err());
        return ended ? "ended before the kill" : "done by the next one";
    }

    /** A delete that was begun goes on by itself; one that was not has changed nothing. */
    private String settle(String doomed) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        while (!duo.collector().json("operations", "--open").array("operations").isEmpty()) {
            assertTrue(System.nanoTime() < end, "The delete does not end.");
            TimeUnit.MILLISECONDS.sleep(50);
        }
        if (duo.isAvailable(doomed)) {
            return ", still there";
        }
        duo.forget(doomed);
        return ", deleted";
    }

    private String stop(CompletableFuture<Answer> protect, Duration sleep, SortedMap<String, String> was) throws Exception {
        duo.writer().runtime().signal("STOP");
        try {
            Thread.sleep(sleep);
        } finally {
            duo.writer().runtime().signal("CONT");
        }
        Answer answer = protect.get(MINUTES, TimeUnit.MINUTES);
        return acknowledge(answer, was) ? "acknowledged" : "failed: " + reason(answer);
    }

    private boolean acknowledge(Answer answer, SortedMap<String, String> was) throws Exception {
        if (answer.status() == 0) {
            duo.add(answer.json(), was);
        }
        return answer.status() == 0;
    }

    private String kill(CompletableFuture<Answer> protect, SortedMap<String, String> was) throws Exception {
        duo.writer().runtime().kill();
        boolean acknowledged = !protect.handle((answer, failure) -> failure != null).get(MINUTES, TimeUnit.MINUTES) && acknowledge(protect.join(), was);
        duo.writer().start();
        // What an earlier life has left is settled before a request is answered that needs to know of it.
        List<? extends Json> open = duo.writer().json("operations", "--open").array("operations");
        if (acknowledged || open.isEmpty()) {
            return acknowledged ? "acknowledged" : "never begun, or done";
        }
        Answer resumed = duo.writer().answer("resume", ((JsonObject) open.getFirst()).string("id").orElseThrow());
        assertTrue(resumed.status() <= 1, resumed::err);
        return acknowledge(resumed, was) ? "resumed" : "not resumed: " + reason(resumed);
    }

    private static String reason(Answer answer) throws Exception {
        return answer.json().object("error").flatMap(error -> error.string("message")).orElse("");
    }
}
