/**
 * Taking volumes as they are at one instant.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.snapshot;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
