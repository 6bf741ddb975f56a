/**
 * For tests that need what only the host has: its tools, and file systems of a kind.
 */
@Export
@Version("1.0.0")
package org.redoubt.testkit.host;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
