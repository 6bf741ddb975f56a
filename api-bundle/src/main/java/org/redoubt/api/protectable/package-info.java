/**
 * Discovery: which resources there are, and which depend on which.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.protectable;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
