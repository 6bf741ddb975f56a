package org.redoubt.api.service;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told what happens in an operation. Must return soon; exceptions are logged and do no harm. */
@ConsumerType
@FunctionalInterface
public interface OperationListener {
    /** Something happened. */
    void happened(OperationEvent event);
}
