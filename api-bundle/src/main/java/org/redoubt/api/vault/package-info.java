/**
 * Bulk data above any bank: streams and directory trees, deduplicated and verified.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.vault;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
