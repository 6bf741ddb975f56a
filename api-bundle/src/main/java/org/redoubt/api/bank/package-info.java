/**
 * Where checkpoints live: a small and dumb store of objects under keys, as an object store is.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.bank;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
