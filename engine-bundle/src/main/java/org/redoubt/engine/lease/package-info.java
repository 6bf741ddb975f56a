/**
 * One mechanism by which an operation uses services that come and go: a lease is counted, a bundle is drained before it is
 * stopped, and a service that leaves waits a bounded time for its leases.
 */
package org.redoubt.engine.lease;
