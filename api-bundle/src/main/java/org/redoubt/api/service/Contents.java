package org.redoubt.api.service;

import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.TreeReader;

/**
 * What is in checkpoints: looks into them without restoring, and reads no more than is asked for. Every method fails with kind
 * {@code NOT_FOUND} if there is no such checkpoint, and {@code CONFLICT} if it is not one that could be restored, in part at least. Thread-safe.
 */
@ProviderType
public interface Contents {
    /** What a checkpoint has of each resource, in the order of its records. Reads no data. */
    List<ResourceContent> list(CheckpointId checkpoint) throws RedoubtException;

    /**
     * What a checkpoint has of one resource.
     *
     * @throws RedoubtException of kind {@code NOT_FOUND} if the resource is not in it
     */
    ResourceContent show(CheckpointId checkpoint, ResourceRef resource) throws RedoubtException;

    /**
     * What its plugin tells of one resource, as {@link org.redoubt.api.protection.ProtectionPlugin#getSavedInfo} answers. Needs a plugin that can read
     * what was written.
     *
     * @return empty if no plugin has written anything of it
     * @throws RedoubtException of kind {@code NOT_FOUND} if the resource is not in the checkpoint, {@code PLUGIN} if the plugin fails or does not answer
     *     in time; of the kind that a restore would be refused with if no plugin can read it
     */
    JsonObject info(CheckpointId checkpoint, ResourceRef resource) throws RedoubtException;

    /**
     * Opens a directory tree. The provider is in use until it is closed.
     *
     * @param data the name of the tree
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none, {@code DAMAGED} if it cannot be read
     */
    TreeReader openTree(CheckpointId checkpoint, ResourceRef resource, String data) throws RedoubtException;

    /**
     * Opens a stream. The provider is in use until it is closed.
     *
     * @param data the name of the stream
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none, {@code DAMAGED} if it cannot be read
     */
    DataReader open(CheckpointId checkpoint, ResourceRef resource, String data) throws RedoubtException;

    /**
     * Finds what differs between two checkpoints of one bank, resource by resource, and in each in order. What both have in common is not read.
     *
     * @param before the earlier one
     * @param after the later one
     * @param resources only these; empty for all
     * @param to told each difference as it is found
     * @throws RedoubtException of kind {@code UNSUPPORTED} if they are in different banks
     */
    void compare(CheckpointId before, CheckpointId after, List<ResourceRef> resources, Consumer<Difference> to) throws RedoubtException;

    /** What the resources of a checkpoint take in its bank. Reads all descriptions, no data. */
    StorageUse<ResourceRef> usage(CheckpointId checkpoint) throws RedoubtException;

    /**
     * What the checkpoints of a provider's bank take in it, the oldest first. Those of other projects are not told, but count where it is said what one
     * alone has. Reads all descriptions, no data.
     *
     * @param provider the name of the provider
     */
    StorageUse<CheckpointView> usage(String provider) throws RedoubtException;
}
