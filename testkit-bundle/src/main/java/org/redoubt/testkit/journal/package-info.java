/**
 * The reference journal, one that fails as a test says, and the suite that every journal has to pass.
 */
@Export
@Version("1.0.0")
package org.redoubt.testkit.journal;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
