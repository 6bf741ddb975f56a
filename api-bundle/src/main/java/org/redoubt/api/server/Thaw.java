package org.redoubt.api.server;

/**
 * A server is thawed.
 *
 * @param wasFrozen whether it was still frozen; if not although nobody thawed it, its snapshots are not what they seem
 */
public record Thaw(boolean wasFrozen) {
}
