package org.redoubt.engine.operation;

import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.Verification;
import org.redoubt.engine.hook.HookHost;
import org.redoubt.engine.provider.ProviderLease;

/** Checks a checkpoint, to the depth that is asked for. One damaged resource does not keep the others from being checked. */
final class VerifyWork extends ReadingWork {
    private final OperationId operation;
    private final Engine engine;
    private final VerifyRequest request;
    private final Map<ResourceRef, Long> recorded = new HashMap<>();
    private final List<Problem> documents = new CopyOnWriteArrayList<>();
    private final LongAdder bytes = new LongAdder();
    private volatile Optional<HookHost> warnTo = Optional.empty();

    VerifyWork(ProviderLease provider, StoredCheckpoint stored, Sessions sessions, VerifyRequest request, OperationId operation, Engine engine)
            throws RedoubtException {
        super(provider, stored, stored.checkpoint(), sessions);
        this.operation = operation;
        this.engine = engine;
        this.request = request;
        stored.records().forEach(entry -> recorded.put(entry.resource().ref(), entry.bytes()));
    }

    @Override
    public OperationType type() {
        return OperationType.VERIFY;
    }

    @Override
    public Set<Hook> ownHooks() {
        return EnumSet.of(Hook.MAIN);
    }

    @Override
    public CheckDepth depth() {
        return request.depth();
    }

    @Override
    public boolean needsWholeGroups() {
        return false;
    }

    @Override
    public boolean goesOnAfter(Problem failure) {
        return true;
    }

    @Override
    public void begin(Earlier earlier) throws RedoubtException {
        documents.addAll(stored().checkDocuments());
    }

    @Override
    public void own(HookHost host, Hook hook) throws RedoubtException {
        warnTo = Optional.of(host);
        host.progress().total(recorded.getOrDefault(host.resource().ref(), 0L));
        List<Problem> damaged = stored().checkSection(host.resource(), sessions().open(lease()), depth(), read -> {
            bytes.add(read);
            host.progress().advance(read);
        });
        if (!damaged.isEmpty()) {
            demandNotDeleted();
        }
        damaged.forEach(host::incomplete);
    }

    @Override
    public void succeed(ResourceRuns resources, List<Problem> problems) throws RedoubtException {
        demandNotDeleted();
        List<Problem> all = new CopyOnWriteArrayList<>(documents);
        all.addAll(problems);
        try {
            stored().checks().add(new Verification(operation, engine.clock().instant().truncatedTo(ChronoUnit.MILLIS), request.resources().isEmpty(), depth(),
                    bytes.sum(), all));
        } catch (BankException e) {
            // A bank that is full, or that can only be read, was checked all the same.
            warnTo.ifPresent(host -> host.warn(Problem.of(e.kind(), "The result of this check could not be kept: " + e.problem().message())
                    .subject(provider())));
        }
        if (!documents.isEmpty()) {
            throw new RedoubtException(documents.getFirst());
        }
    }

    @Override
    public void fail(ResourceRuns resources, List<Problem> problems) {
        // A check that did not come to its end says nothing.
    }
}
