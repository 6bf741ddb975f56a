/**
 * Who asks, for which project, and whether it is allowed.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.access;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
