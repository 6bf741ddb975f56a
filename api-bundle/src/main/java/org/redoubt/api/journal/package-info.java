/**
 * Where operations are recorded, so that a runtime that was killed finds again what it had begun.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.journal;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
