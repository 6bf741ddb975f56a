package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.launcher.Answer;

/** One round: something is deleted and collected while something is protected, and the one who protects is killed, or stopped and woken. */
final class Round {
    private static final int MINUTES = 5;
    /** Longer than a session may be silent, so that one that is stopped is taken for gone in some rounds and waited for in others. */
    private static final int LONGEST_SLEEP = 5000;
    private static final int LONGEST_WRITE = 500;

    private final Duo duo;
    private final boolean kills;
    private final int number;
    private final CrashLog log;

    Round(Duo duo, int number, CrashLog log) {
        this.duo = duo;
        this.number = number;
        this.kills = number % 2 == 0;
        this.log = log;
    }

    void play() throws Exception {
        long begun = System.nanoTime();
        Duration write = Duration.ofMillis(duo.random().nextInt(LONGEST_WRITE));
        Duration collect = Duration.ofMillis(duo.random().nextInt(LONGEST_WRITE));
        Duration sleep = Duration.ofMillis(duo.random().nextInt(LONGEST_SLEEP));
        String strike = number + ": collected after " + collect.toMillis() + " ms, " + (kills ? "killed" : "stopped for " + sleep.toMillis() + " ms") + " after "
                + write.toMillis() + " ms";
        String outcome;
        try {
            outcome = play(write, collect, sleep);
        } catch (Exception | AssertionError failed) {
            note(strike, failed.toString(), begun, true);
            throw new AssertionError("Round " + strike + ": " + failed, failed);
        }
        note(strike, outcome, begun, false);
    }

    private void note(String strike, String outcome, long begun, boolean found) throws Exception {
        log.add(new CrashLog.Entry("collect", kills ? "killed" : "stopped", "anywhere", strike, outcome, Duration.ofNanos(System.nanoTime() - begun), found));
    }

    private String play(Duration write, Duration collect, Duration sleep) throws Exception {
        duo.change();
        duo.deleteOne();
        SortedMap<String, String> was = duo.picture();
        CompletableFuture<Answer> protect = duo.writer().begin("protect", duo.tree().toString());
        Thread.sleep(collect);
        CompletableFuture<Answer> collecting = duo.collector().begin("collect", "--without-grace");
        Thread.sleep(write);
        String outcome = kills ? kill(protect, was) : stop(protect, sleep, was);
        JsonObject collected = collecting.get(MINUTES, TimeUnit.MINUTES).json();
        for (Json problem : collected.array("problems")) {
            throw new AssertionError("It was not collected: " + problem);
        }
        duo.verifyAll();
        return outcome;
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
