package org.redoubt.shell.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.ProtectionService;

/** The engine, when it is there. Commands stay usable without it, so that they can say that it is missing. */
@Component(service = FrontDoor.class)
public final class FrontDoor {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private ProtectionService service;

    /** Made by the component runtime. */
    @Activate
    public FrontDoor() {
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(ProtectionService bound) {
        set(bound);
    }

    void unbind(ProtectionService unbound) {
        lock.lock();
        try {
            if (service == unbound) {
                service = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void set(ProtectionService bound) {
        lock.lock();
        try {
            service = bound;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The engine if it is there now. */
    Optional<ProtectionService> now() {
        lock.lock();
        try {
            return Optional.ofNullable(service);
        } finally {
            lock.unlock();
        }
    }

    /** The engine; it is waited for while the runtime starts or an upgrade is on the way. */
    ProtectionService open() throws RedoubtException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = PATIENCE.toNanos();
            while (service == null && left > 0) {
                left = arrived.awaitNanos(left);
            }
            if (service == null) {
                throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "The engine of this runtime does not run.")
                        .hint("Look at the log in the home, or restart the runtime with `redoubt stop` and `redoubt start`."));
            }
            return service;
        } finally {
            lock.unlock();
        }
    }
}
