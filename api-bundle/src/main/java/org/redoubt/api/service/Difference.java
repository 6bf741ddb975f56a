package org.redoubt.api.service;

import java.util.Optional;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.TreeChange;

/** One thing that is not the same in two checkpoints. */
public sealed interface Difference {
    /** Of which resource. */
    ResourceRef resource();

    /**
     * Only the later one has it.
     *
     * @param resource which resource
     * @param data which of its data, if the resource is in both
     */
    record Added(ResourceRef resource, Optional<String> data) implements Difference {
    }

    /**
     * Only the earlier one has it.
     *
     * @param resource which resource
     * @param data which of its data, if the resource is in both
     */
    record Removed(ResourceRef resource, Optional<String> data) implements Difference {
    }

    /**
     * An entry of a tree.
     *
     * @param resource of which resource
     * @param data the name of the tree
     * @param change what became of the entry
     */
    record Entry(ResourceRef resource, String data, TreeChange change) implements Difference {
    }

    /**
     * The size of a stream.
     *
     * @param resource of which resource
     * @param data the name of the stream
     * @param before its bytes in the earlier checkpoint
     * @param after its bytes in the later one
     */
    record Size(ResourceRef resource, String data, long before, long after) implements Difference {
    }

    /**
     * A range of a stream that has other bytes, or none in the earlier checkpoint.
     *
     * @param resource of which resource
     * @param data the name of the stream
     * @param extent where in the later checkpoint, and whether it is a hole there
     */
    record Range(ResourceRef resource, String data, Extent extent) implements Difference {
    }
}
