/**
 * Providers by configuration, and the services beside the plugins that an operation leases: bank, vault, snapshotters; also
 * where secrets and permissions come from.
 */
package org.redoubt.engine.provider;
