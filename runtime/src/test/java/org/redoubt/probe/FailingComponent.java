package org.redoubt.probe;

/** A component that cannot be made. */
public final class FailingComponent {

    /** Throws. */
    public FailingComponent() {
        throw new IllegalStateException("the dongle is missing");
    }
}
