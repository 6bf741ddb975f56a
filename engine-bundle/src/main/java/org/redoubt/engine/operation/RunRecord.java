package org.redoubt.engine.operation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.Operations.TimelineEntry;
import org.redoubt.api.service.ResourceOutcome;
import org.redoubt.engine.journal.Lines;
import org.redoubt.engine.journal.OperationHeader;
import org.redoubt.engine.lattice.Lattice;

/** How an operation that runs stands as a whole, and what the journal is told of that. Thread-safe. */
final class RunRecord {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.operation");

    private final RunHost host;
    private final Lattice lattice;
    private final RunView view;
    private volatile Optional<Instant> endedAt = Optional.empty();
    private volatile boolean keptProducts;
    private volatile boolean revoking;

    RunRecord(RunHost host, Lattice lattice, RunView view) {
        this.host = host;
        this.lattice = lattice;
        this.view = view;
    }

    /** What a restore has made and keeps is no open step from now on. */
    void keepProducts(boolean kept) {
        keptProducts = kept;
    }

    /** Whether nothing that was done counts any more, from now on. */
    void revoke(boolean all) {
        revoking = all;
    }

    void endedAt(Instant end) {
        endedAt = Optional.of(end);
    }

    OperationView view(OperationState state) {
        return view.view(state, endedAt, keptProducts);
    }

    /** How it stands, as the journal is told. */
    JsonObject document(OperationState state) {
        OperationHeader header = host.spec().header();
        return (keptProducts ? header.toKeep() : revoking ? header.toRevoke() : header).toJson(view.head(state, endedAt, keptProducts));
    }

    /** How many steps are open. */
    int openSteps() {
        return view.openSteps(keptProducts);
    }

    /**
     * Records that it begins: the last thing before it does.
     *
     * @throws RedoubtException if that cannot be recorded; then it must not begin
     */
    void begin() throws RedoubtException {
        Earlier earlier = host.spec().earlier();
        earlier.facts().keySet().stream().filter(number -> !earlier.keeps(number)).forEach(number -> {
            host.resources().get(number);
            host.journal().changed(number);
        });
        for (int r = 0; r < host.spec().graph().size(); r++) {
            if (earlier.exists()) {
                host.journal().clear(r);
            }
            for (Hook hook : Hook.values()) {
                if (!lattice.implementsHook(r, hook)) {
                    host.journal().without(r, hook);
                }
            }
        }
        try {
            host.journal().begin(document(OperationState.PENDING), earlier.exists() ? Optional.empty() : Optional.of(host.spec().graph()));
        } catch (RedoubtException e) {
            if (!earlier.exists()) {
                host.journal().forget();
            }
            throw e;
        }
    }

    /** Records that it has come to another state, sooner or later. */
    void stands(OperationState state) {
        host.journal().stands(true, document(state));
    }

    /** It has ended whether or not that is recorded; one whose end is not is looked into again. */
    void end(OperationState state, List<TimelineEntry> timeline) {
        byte[] outcomes = Lines.write(sink -> {
            for (ResourceOutcome outcome : OutcomeSnapshot.all(host.resources())) {
                sink.line(outcome.toJson());
            }
        });
        byte[] entries = Lines.write(sink -> {
            for (TimelineEntry entry : timeline) {
                sink.line(TimelineDocument.toJson(entry));
            }
        });
        try {
            host.journal().end(openSteps() > 0, document(state), Map.of(OperationArchive.OUTCOMES, outcomes, OperationArchive.TIMELINE, entries));
        } catch (RedoubtException e) {
            LOG.log(Level.WARNING, "The end of operation {0} was not recorded: {1}", host.spec().id(), e.getMessage());
        }
    }
}
