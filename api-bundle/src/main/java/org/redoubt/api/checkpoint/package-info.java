/**
 * One protected state of a resource graph: its documents and its data.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.checkpoint;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
