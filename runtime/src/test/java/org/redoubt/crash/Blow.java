package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.redoubt.api.json.JsonObject;
import org.redoubt.launcher.Answer;

/** Has the runtime of a site killed as a strike says, and the next one started. */
final class Blow {
    private static final Duration BREATH = Duration.ofMillis(2);

    private final Site site;

    Blow(Site site) {
        this.site = site;
    }

    /**
     * Kills.
     *
     * @param words what is asked for
     * @return whether it came to the boundary where it was to be killed
     */
    boolean strike(Strike strike, String... words) throws Exception {
        String before = site.newest();
        try {
            return switch (strike) {
                case Strike.AtBoundary at -> {
                    site.order("stop " + at.boundary());
                    CompletableFuture<Answer> command = site.begin(words);
                    assertTrue(reached(command), () -> "It went on: " + command.join());
                    yield killAndStart();
                }
                case Strike.AtMoment at -> {
                    if (at.boundary().isPresent()) {
                        site.order("tell " + at.boundary().get());
                    }
                    CompletableFuture<Answer> command = site.begin(words);
                    assertTrue(at.boundary().isEmpty() || reached(command), () -> "It did not come to the boundary: " + command.join());
                    Thread.sleep(at.moment());
                    killAndStart();
                    if (at.again().isPresent()) {
                        Thread.sleep(at.again().get());
                        killAndStart();
                    }
                    command.handle((answer, failure) -> answer).join();
                    yield true;
                }
                case Strike.InUndo in -> inUndo(in, before, words);
            };
        } finally {
            site.order();
        }
    }

    private boolean inUndo(Strike.InUndo in, String before, String... words) throws Exception {
        String stop = "stop " + in.boundary();
        boolean reached = switch (in.cause()) {
            case FAILURE -> {
                site.order("fail " + in.trouble(), stop);
                yield reached(site.begin(words));
            }
            case CANCEL -> {
                site.order("hold " + in.trouble(), stop);
                CompletableFuture<Answer> command = site.begin(words);
                await("it waits to be cancelled", () -> site.isHeld() || command.isDone());
                yield reached(site.begin("cancel", id(before)));
            }
            case RECOVERY -> {
                site.order("stop " + in.trouble());
                CompletableFuture<Answer> command = site.begin(words);
                assertTrue(reached(command), () -> "It went on: " + command.join());
                site.kill();
                site.order(stop);
                site.start();
                yield reached(CompletableFuture.supplyAsync(() -> settled(before), task -> Thread.ofVirtual().start(task)));
            }
            case REQUEST -> {
                site.json(words);
                site.order(stop);
                yield reached(site.begin("undo", id(before)));
            }
        };
        return reached && killAndStart();
    }

    private String id(String before) throws Exception {
        return Site.text(site.begunAfter(before).orElseThrow(), "id");
    }

    private Optional<JsonObject> settled(String before) {
        try {
            return site.settled(before);
        } catch (Exception killedMeanwhile) {
            return Optional.empty();
        }
    }

    private boolean killAndStart() throws Exception {
        site.kill();
        site.order();
        site.start();
        return true;
    }

    /** Whether a boundary is reached before something ends. */
    private boolean reached(CompletableFuture<?> deed) throws Exception {
        await("the boundary is reached", () -> site.hasReached() || deed.isDone());
        return site.hasReached();
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        site.await(what, BREATH, condition);
    }
}
