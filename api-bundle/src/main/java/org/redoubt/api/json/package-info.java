/**
 * Immutable JSON values and the text of JSON Schemas.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.json;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
