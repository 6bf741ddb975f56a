/**
 * The front door: what shells, consoles, schedulers and embedding products call.
 */
@Export
@Version("1.0.0")
package org.redoubt.api.service;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
