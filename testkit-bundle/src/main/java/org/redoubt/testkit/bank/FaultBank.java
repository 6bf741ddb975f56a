package org.redoubt.testkit.bank;

import java.io.InputStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.bank.PutOptions;

/**
 * A bank before another one that fails as a script says, and counts the calls: a test runs once without faults, learns how
 * many calls there are, and runs again with a fault at each of them. Thread-safe.
 */
public final class FaultBank implements Bank {
    private static final Fault NONE = new Fault() { };

    private final Bank bank;
    private final List<FaultRule> script = new CopyOnWriteArrayList<>();
    private final Map<BankMethod, AtomicLong> counts = new EnumMap<>(BankMethod.class);
    private final AtomicLong calls = new AtomicLong();

    /**
     * A bank without faults.
     *
     * @param bank the bank behind
     * @param rules the script
     */
    public FaultBank(Bank bank, FaultRule... rules) {
        this.bank = Objects.requireNonNull(bank);
        for (BankMethod method : BankMethod.values()) {
            counts.put(method, new AtomicLong());
        }
        script.addAll(List.of(rules));
    }

    /** Adds a rule to the script. Of several that strike one call the first does. */
    public void add(FaultRule rule) {
        script.add(rule);
    }

    /** Ends all faults; calls that a fault holds up stay so. */
    public void heal() {
        script.clear();
    }

    /** How many calls there were. */
    public long calls() {
        return calls.get();
    }

    /** How many calls of a method there were. */
    public long calls(BankMethod method) {
        return counts.get(method).get();
    }

    @Override
    public String id() throws BankException {
        return bank.id();
    }

    @Override
    public BankTraits traits() {
        return bank.traits();
    }

    @Override
    public void put(Key key, Body body) throws BankException {
        this.<Void>call(BankMethod.PUT, Optional.of(key), fault -> {
            bank.put(key, body);
            return null;
        });
    }

    @Override
    public boolean putIfAbsent(Key key, Body body) throws BankException {
        return call(BankMethod.PUT_IF_ABSENT, Optional.of(key), fault -> bank.putIfAbsent(key, body));
    }

    @Override
    public boolean put(Key key, Body body, PutOptions options) throws BankException {
        BankMethod method = options.ifAbsent() ? BankMethod.PUT_IF_ABSENT : BankMethod.PUT;
        return call(method, Optional.of(key), fault -> bank.put(key, body, options));
    }

    @Override
    public InputStream get(Key key, ByteRange range) throws BankException {
        return call(BankMethod.GET, Optional.of(key), fault -> fault.content(bank.get(key, range)));
    }

    @Override
    public ObjectInfo stat(Key key) throws BankException {
        return call(BankMethod.STAT, Optional.of(key), fault -> bank.stat(key));
    }

    @Override
    public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
        return call(BankMethod.LIST, after, fault -> bank.list(prefix, after, limit));
    }

    @Override
    public void settle(Key key) throws BankException {
        this.<Void>call(BankMethod.SETTLE, Optional.of(key), fault -> {
            bank.settle(key);
            return null;
        });
    }

    @Override
    public void delete(Key key) throws BankException {
        this.<Void>call(BankMethod.DELETE, Optional.of(key), fault -> {
            bank.delete(key);
            return null;
        });
    }

    @Override
    public void retain(Key key, Instant until) throws BankException {
        this.<Void>call(BankMethod.RETAIN, Optional.of(key), fault -> {
            bank.retain(key, until);
            return null;
        });
    }

    @Override
    public Optional<Instant> retainedUntil(Key key) throws BankException {
        return call(BankMethod.RETENTION, Optional.of(key), fault -> bank.retainedUntil(key));
    }

    private interface Work<T> {
        T run(Fault fault) throws BankException;
    }

    private <T> T call(BankMethod method, Optional<Key> key, Work<T> work) throws BankException {
        counts.get(method).incrementAndGet();
        BankCall call = new BankCall(calls.incrementAndGet(), method, key);
        Fault fault = fault(call);
        fault.before(call);
        T result = work.run(fault);
        fault.after(call);
        return result;
    }

    /** Asks every rule, as each counts the calls that it fits. */
    private Fault fault(BankCall call) {
        Optional<FaultRule> first = Optional.empty();
        for (FaultRule rule : script) {
            if (rule.strikes(call) && first.isEmpty()) {
                first = Optional.of(rule);
            }
        }
        return first.map(FaultRule::fault).orElse(NONE);
    }
}
