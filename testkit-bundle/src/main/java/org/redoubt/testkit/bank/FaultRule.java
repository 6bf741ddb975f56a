package org.redoubt.testkit.bank;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * When a fault strikes: {@code FaultRule.on(PUT).key(k -> k.startsWith("data/")).from(3).times(2).then(Fault.full())}
 * strikes the third and the fourth put of data. Immutable until it is used: each rule counts the calls that it fits itself,
 * so a rule serves one bank. Thread-safe.
 */
public final class FaultRule {
    private final Set<BankMethod> methods;
    private final Predicate<BankCall> condition;
    private final long first;
    private final long count;
    private final Fault fault;
    private final AtomicLong fitting = new AtomicLong();

    private FaultRule(Set<BankMethod> methods, Predicate<BankCall> condition, long first, long count, Fault fault) {
        this.methods = methods;
        this.condition = condition;
        this.first = first;
        this.count = count;
        this.fault = Objects.requireNonNull(fault);
    }

    /** A rule that strikes every call of these methods, of all methods if none is named. */
    public static FaultRule on(BankMethod... methods) {
        Set<BankMethod> set = EnumSet.allOf(BankMethod.class);
        if (methods.length > 0) {
            set.retainAll(Set.of(methods));
        }
        return new FaultRule(set, call -> true, 1, Long.MAX_VALUE, Fault.retryable());
    }

    /** This rule, for calls about keys that fit. */
    public FaultRule key(Predicate<String> keys) {
        return when(call -> keys.test(call.keyText()));
    }

    /** This rule, for calls that fit. */
    public FaultRule when(Predicate<BankCall> calls) {
        return new FaultRule(methods, condition.and(calls), first, count, fault);
    }

    /** This rule, from the n-th fitting call on; the first is 1. */
    public FaultRule from(long n) {
        return new FaultRule(methods, condition, n, count, fault);
    }

    /** This rule, for so many calls in a row. */
    public FaultRule times(long calls) {
        return new FaultRule(methods, condition, first, calls, fault);
    }

    /** This rule, for the n-th fitting call only. */
    public FaultRule at(long n) {
        return from(n).times(1);
    }

    /** This rule with what happens; without this the store does not answer. */
    public FaultRule then(Fault what) {
        return new FaultRule(methods, condition, first, count, what);
    }

    boolean strikes(BankCall call) {
        if (!methods.contains(call.method()) || !condition.test(call)) {
            return false;
        }
        long number = fitting.incrementAndGet();
        return number >= first && number - first < count;
    }

    Fault fault() {
        return fault;
    }
}
