/**
 * What to protect, where to, and how.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.plan;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
