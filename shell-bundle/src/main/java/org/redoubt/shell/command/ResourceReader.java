package org.redoubt.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.Protectables;
import org.redoubt.api.service.RefusedException;
import org.redoubt.shell.usage.UsageException;

/** Reads resources as people type them: {@code TYPE#ID}, or the path of a directory, a disk image or a device. */
final class ResourceReader {
    private static final String VOLUME = "Host::Volume";

    private final Invocation invocation;
    private final Protectables protectables;

    ResourceReader(Invocation invocation, Protectables protectables) {
        this.invocation = invocation;
        this.protectables = protectables;
    }

    /** The resources with the ids that their plugins give them; what is wrong with any of them is said at once. */
    List<ResourceRef> resolve(List<String> texts) throws RedoubtException {
        List<ResourceRef> found = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String text : texts) {
            try {
                found.add(resolve(text));
            } catch (UsageException e) {
                throw e;
            } catch (RedoubtException e) {
                problems.add(e.problem());
            }
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        return found;
    }

    private ResourceRef resolve(String text) throws RedoubtException {
        if (text.isEmpty()) {
            throw new UsageException("An empty text names no resource.", "Type a path or TYPE#ID.");
        }
        int hash = text.indexOf('#');
        if (hash > 0 && text.substring(0, hash).matches("\\w+(::\\w+)+")) {
            ResourceRef ref = reference(text);
            return protectables.show(ref.type(), ref.id()).ref();
        }
        return protectables.show(VOLUME, invocation.path(text).toString()).ref();
    }

    /** The references into a checkpoint that an option gives. */
    static List<ResourceRef> references(List<String> texts) throws UsageException {
        List<ResourceRef> some = new ArrayList<>();
        for (String text : texts) {
            some.add(reference(text));
        }
        return some;
    }

    /** A reference into a checkpoint, where nothing has to exist any more. */
    static ResourceRef reference(String text) throws UsageException {
        try {
            return ResourceRef.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), "Such as Host::Volume#/srv/data.");
        }
    }
}
