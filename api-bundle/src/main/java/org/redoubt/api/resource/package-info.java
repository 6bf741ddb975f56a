/**
 * What can be protected, and how it hangs together.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.resource;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
