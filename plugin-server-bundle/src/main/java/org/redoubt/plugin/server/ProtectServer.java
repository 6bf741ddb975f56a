package org.redoubt.plugin.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.UndoHandle;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.server.Freeze;
import org.redoubt.api.server.Server;
import org.redoubt.api.server.ServerDriver;
import org.redoubt.api.server.Thaw;

/** Freezes a server while its volumes are taken, and saves what it is. */
final class ProtectServer implements Operation<ProtectContext> {
    static final String THAW = "thaw";
    static final String TOKEN = "token";
    static final String SERVER = "server";
    private static final String STEP = "step";
    private static final String SINCE = "since";
    private static final String REASON = "reason";

    private final Servers servers;

    ProtectServer(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Set<Hook> hooks() {
        return EnumSet.of(Hook.PREPARE_BEGIN, Hook.PREPARE_FINISH, Hook.MAIN);
    }

    @Override
    public List<Problem> onCheck(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
        Servers.Known known = servers.existing(resource.id());
        List<Problem> problems = new ArrayList<>();
        new SavedServer(known.driver().name(), known.server()).tooLarge().ifPresent(problems::add);
        if (!FreezeOptions.of(parameters).freeze()) {
            return problems;
        }
        problems.addAll(known.driver().check(known.server()));
        List<Path> frozen = known.driver().frozenPaths(known.server());
        Set<Path> needed = new LinkedHashSet<>(context.runtimePaths());
        needed.addAll(known.driver().localPaths());
        new FreezeCheck(needed).check(known.server().name(), frozen).ifPresent(problems::add);
        return problems;
    }

    @Override
    public List<PlannedAction> plan(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) {
        return FreezeOptions.of(parameters).freeze()
                ? List.of(new PlannedAction("freeze", resource.name(), ""), new PlannedAction(THAW, resource.name(), "")) : List.of();
    }

    @Override
    public void onPrepareBegin(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
        Servers.Known known = servers.existing(resource.id());
        String saved = new SavedServer(known.driver().name(), known.server()).toJson().toString();
        context.memo().put(SERVER, saved);
        FreezeOptions options = FreezeOptions.of(parameters);
        if (!options.freeze()) {
            context.memo().put(REASON, "It was not frozen, as freeze is false.");
            return;
        }
        context.checkCancelled();
        String token = UUID.randomUUID().toString();
        // The step holds the whole server: it has to be thawed also when its declaration is gone.
        UndoHandle step = context.undo().register(UndoSpec.of(THAW).urgent().arg(SERVER, saved).arg(TOKEN, token));
        Instant since = context.clock().instant();
        Freeze freeze = freeze(known.driver(), known.server(), token, options.deadline(context), step);
        context.memo().put(REASON, freeze.reason());
        if (freeze.grade() == Grade.NONE) {
            step.release();
            return;
        }
        context.memo().put(TOKEN, token);
        context.memo().put(STEP, step.id());
        context.memo().put(SINCE, since.toString());
        context.quiesce(Optional.of(freeze.grade()));
    }

    private static Freeze freeze(ServerDriver driver, Server server, String token, Optional<Instant> deadline, UndoHandle step) throws Exception {
        try {
            return driver.freeze(server, token, deadline);
        } catch (InterruptedException e) {
            // Whoever interrupts replays the step; there is no time here.
            throw e;
        } catch (Exception e) {
            thawHalf(driver, server, token, step, e);
            throw e;
        }
    }

    /** Ends at once what may be half a freeze; if that fails the step stays open and is replayed. */
    private static void thawHalf(ServerDriver driver, Server server, String token, UndoHandle step, Exception failure) {
        try {
            driver.thaw(server, token);
            step.release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void onPrepareFinish(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
        Optional<String> token = context.memo().get(TOKEN);
        if (token.isEmpty()) {
            return;
        }
        SavedServer saved = SavedServer.parse(context.memo().get(SERVER).orElse(""));
        context.quiesce(Optional.empty());
        Thaw thaw = driver(saved).thaw(saved.server(), token.get());
        context.undo().release(context.memo().get(STEP).orElse(""));
        Instant since = Instant.parse(context.memo().get(SINCE).orElseGet(() -> context.clock().instant().toString()));
        Duration frozen = Duration.between(since, context.clock().instant());
        Optional<Duration> limit = FreezeOptions.of(parameters).limit().filter(most -> frozen.compareTo(most) > 0);
        if (!thaw.wasFrozen() || limit.isPresent()) {
            throw new RedoubtException(Problem.of(ProblemKind.TIMEOUT, "The server \"" + saved.server().name() + "\" "
                    + (thaw.wasFrozen() ? "was frozen for " + frozen.toMillis() + " ms, which is longer than it may be."
                    : "was not frozen any more when all its volumes had been taken, so they are not of one instant."))
                    .hint("Give it more time, or find out what took so long."));
        }
        context.memo().put(REASON, context.memo().get(REASON).orElse("") + " It was frozen for " + frozen.toMillis() + " ms.");
    }

    @Override
    public void onMain(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
        SavedServer saved = SavedServer.parse(context.memo().get(SERVER).orElse(""));
        context.section().put(SavedServer.DOCUMENT, saved.toJson());
        context.consistency(Grade.METADATA, ("A server is a description. " + context.memo().get(REASON).orElse("")).strip());
    }

    private ServerDriver driver(SavedServer saved) throws RedoubtException {
        return servers.driver(saved.driver()).orElseThrow(() -> new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE,
                "The driver \"" + saved.driver() + "\" of the server \"" + saved.server().name() + "\" is not here.")));
    }
}
