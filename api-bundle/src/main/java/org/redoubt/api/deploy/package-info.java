/**
 * The folder into which plugins are dropped.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.deploy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
