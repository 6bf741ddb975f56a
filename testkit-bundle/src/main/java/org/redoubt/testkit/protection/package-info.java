/**
 * For authors of plugins: the suites that every protection plugin and every protectable plugin has to pass, and surroundings
 * in memory to call hooks in.
 */
@Export
@Version("1.0.0")
package org.redoubt.testkit.protection;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
