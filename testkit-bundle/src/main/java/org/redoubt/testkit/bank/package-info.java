/**
 * For authors of banks: the suite that every bank has to pass, a bank in memory as reference, and one that fails on demand.
 */
@Export
@Version("1.0.0")
package org.redoubt.testkit.bank;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
