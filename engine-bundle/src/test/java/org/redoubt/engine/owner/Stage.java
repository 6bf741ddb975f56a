package org.redoubt.engine.owner;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.ProviderView;
import org.redoubt.api.vault.Vault;
import org.redoubt.engine.provider.Provider;
import org.redoubt.engine.provider.ProviderLease;
import org.redoubt.engine.provider.ProviderRegistry;

/** Banks as providers, a clock that a test turns, and what the runtime is said to do. */
final class Stage implements ProviderRegistry, Workers {
    static final Owner SELF = new Owner("6ba7b810-9dad-41d1-80b4-00c04fd430c8", 7);
    static final Owner FOREIGN = new Owner("6ba7b811-9dad-41d1-80b4-00c04fd430c8", 3);
    static final Duration SILENCE = Duration.ofSeconds(60);

    final Map<String, Bank> banks = new ConcurrentHashMap<>();
    final Set<String> expected = ConcurrentHashMap.newKeySet();
    final CountDownLatch asked = new CountDownLatch(1);
    final AtomicInteger leased = new AtomicInteger();
    final AtomicLong nanos = new AtomicLong(1);
    final Set<OperationId> running = new HashSet<>();
    final Set<OperationId> goingOn = new HashSet<>();
    final InstantSource clock = InstantSource.system();

    /** No thread gives a sign or looks by itself while a test lasts. */
    Settings settings() {
        return settings(Duration.ofDays(1));
    }

    Settings settings(Duration renewal) {
        return new Settings(() -> new Rhythm(renewal, SILENCE, Duration.ofDays(1)), nanos::get);
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    static List<String> keys(Bank bank, String prefix) throws BankException {
        return bank.list(Prefix.of(prefix), Optional.empty(), 1000).objects().stream().map(ObjectInfo::key).map(Object::toString).toList();
    }

    @Override
    public boolean isRunning(OperationId operation) {
        return running.contains(operation);
    }

    @Override
    public boolean goesOn(OperationId operation) {
        return goingOn.contains(operation);
    }

    @Override
    public List<String> names() {
        return Stream.concat(banks.keySet().stream(), expected.stream()).distinct().toList();
    }

    @Override
    public List<ProviderView> views() {
        throw new UnsupportedOperationException("nobody looks");
    }

    @Override
    public Map<String, Optional<Problem>> banks() {
        throw new UnsupportedOperationException("nobody looks");
    }

    @Override
    public ProviderView view(String name) {
        throw new UnsupportedOperationException("nobody looks");
    }

    @Override
    public Provider provider(String name) {
        return new Provider(name, "", name, Optional.empty(), Provider.GRACE);
    }

    @Override
    public ProviderLease lease(String name) throws RedoubtException {
        asked.countDown();
        Bank bank = Optional.ofNullable(banks.get(name)).orElseThrow(() -> new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "It is away.")));
        String id = bank.id();
        leased.incrementAndGet();
        return new ProviderLease() {
            @Override
            public Provider provider() {
                return Stage.this.provider(name);
            }

            @Override
            public Bank bank() {
                return bank;
            }

            @Override
            public Bank documents() {
                return bank;
            }

            @Override
            public String bankId() {
                return id;
            }

            @Override
            public Vault vault() {
                throw new UnsupportedOperationException("nobody writes data");
            }

            @Override
            public void close() {
                leased.decrementAndGet();
            }
        };
    }
}
