/**
 * Errors as values: a kind, a reason and a hint that says what to do.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.problem;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
