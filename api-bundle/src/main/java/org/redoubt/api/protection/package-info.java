/**
 * What a protection plugin implements, and what it is given: operations, hooks, contexts, undo.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.protection;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
