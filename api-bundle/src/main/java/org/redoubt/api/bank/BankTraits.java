package org.redoubt.api.bank;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a store really guarantees. Immutable; made with a builder, whose defaults are the weakest promises.
 */
public final class BankTraits {
    private final boolean atomicPutIfAbsent;
    private final Duration listingDelay;
    private final long largestObject;
    private final boolean objectLock;
    private final Duration minimumBilledAge;

    private BankTraits(Builder builder) {
        atomicPutIfAbsent = builder.atomicPutIfAbsent;
        listingDelay = builder.listingDelay;
        largestObject = builder.largestObject;
        objectLock = builder.objectLock;
        minimumBilledAge = builder.minimumBilledAge;
    }

    /** Starts with the weakest promises. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether of several concurrent {@link Bank#putIfAbsent} of one key exactly one returns true. */
    public boolean atomicPutIfAbsent() {
        return atomicPutIfAbsent;
    }

    /** The longest time after which a put is seen by every listing: zero if at once, empty if there is no bound. */
    public Optional<Duration> listingDelay() {
        return Optional.ofNullable(listingDelay);
    }

    /** The largest object that can be stored, in bytes. */
    public long largestObject() {
        return largestObject;
    }

    /** Whether objects can be retained against deletion. */
    public boolean objectLock() {
        return objectLock;
    }

    /** How long an object is paid for at least, however early it is deleted. */
    public Duration minimumBilledAge() {
        return minimumBilledAge;
    }

    /** Builds traits. Not thread-safe. */
    public static final class Builder {
        private boolean atomicPutIfAbsent;
        private Duration listingDelay;
        private long largestObject = 5L << 30;
        private boolean objectLock;
        private Duration minimumBilledAge = Duration.ZERO;

        private Builder() {
        }

        /** Promises an atomic put-if-absent. */
        public Builder atomicPutIfAbsent() {
            atomicPutIfAbsent = true;
            return this;
        }

        /** Bounds the time until a put is listed. */
        public Builder listingDelay(Duration bound) {
            listingDelay = Objects.requireNonNull(bound);
            return this;
        }

        /** Sets the largest object in bytes. */
        public Builder largestObject(long bytes) {
            largestObject = bytes;
            return this;
        }

        /** Promises object lock. */
        public Builder objectLock() {
            objectLock = true;
            return this;
        }

        /** Sets the minimum age that is billed. */
        public Builder minimumBilledAge(Duration age) {
            minimumBilledAge = Objects.requireNonNull(age);
            return this;
        }

        /** The traits. */
        public BankTraits build() {
            return new BankTraits(this);
        }
    }
}
