package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.redoubt.launcher.Answer;

/** One round: index objects are lost, and the one who makes them again is killed while another one protects. */
final class RepairRound {
    private static final int MINUTES = 5;
    private static final int LONGEST = 500;

    private final Duo duo;
    private final int number;
    private final CrashLog log;

    RepairRound(Duo duo, int number, CrashLog log) {
        this.duo = duo;
        this.number = number;
        this.log = log;
    }

    void play() throws Exception {
        long begun = System.nanoTime();
        int moment = duo.random().nextInt(LONGEST);
        String strike = number + ": killed after " + moment + " ms";
        try {
            String outcome = play(moment);
            note(strike, outcome, begun, false);
        } catch (Exception | AssertionError failed) {
            note(strike, failed.toString(), begun, true);
            throw new AssertionError("Round " + strike + ": " + failed, failed);
        }
    }

    private void note(String strike, String outcome, long begun, boolean found) throws Exception {
        log.add(new CrashLog.Entry("repair", "killed", "anywhere", strike, outcome, Duration.ofNanos(System.nanoTime() - begun), found));
    }

    private String play(int moment) throws Exception {
        duo.change();
        SortedMap<String, String> was = duo.picture();
        duo.loseIndex();
        CompletableFuture<Answer> protect = duo.writer().begin("protect", duo.tree().toString());
        CompletableFuture<Answer> repair = duo.collector().begin("repair");
        Thread.sleep(moment);
        boolean ended = repair.isDone();
        duo.collector().runtime().kill();
        repair.handle((answer, failure) -> failure).get(MINUTES, TimeUnit.MINUTES);
        duo.collector().start();
        Answer answer = protect.get(MINUTES, TimeUnit.MINUTES);
        assertEquals(0, answer.status(), () -> answer.out() + answer.err());
        duo.add(answer.json(), was);
        duo.collector().json("repair");
        duo.collector().json("scrub", "--depth", "content");
        duo.verifyAll();
        return ended ? "ended before the kill" : "repaired by the next one";
    }
}
