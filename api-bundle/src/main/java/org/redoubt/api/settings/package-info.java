/**
 * What an operator writes into the configuration of a component.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.settings;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
