package org.redoubt.plugin.volume.rig;

import org.redoubt.api.resource.Resource;
import org.redoubt.testkit.protection.TestProtectContext;

/**
 * A volume in a checkpoint.
 *
 * @param resource the volume
 * @param section what was written
 * @param context what the hooks said
 */
public record Saved(Resource resource, Section section, TestProtectContext context) {
}
