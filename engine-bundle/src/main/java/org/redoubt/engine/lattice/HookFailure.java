package org.redoubt.engine.lattice;

import org.redoubt.api.protection.Hook;

/** A hook that failed, and why. */
public record HookFailure(int resource, Hook hook, Throwable cause) {}
