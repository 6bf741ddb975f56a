/**
 * Servers that can be frozen, described and made again.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.server;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
