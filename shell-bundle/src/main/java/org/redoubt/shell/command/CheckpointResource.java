package org.redoubt.shell.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.ResourceContent;
import org.redoubt.api.vault.DataKind;
import org.redoubt.api.vault.TreePath;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.usage.UsageException;

/** Finds what somebody means in a checkpoint: a resource, its data, a path in it. */
final class CheckpointResource {
    private CheckpointResource() {
    }

    /** The resource with that text as {@code TYPE#ID}, as its id, or as its name. */
    static ResourceContent find(List<ResourceContent> contents, String text) throws RedoubtException {
        List<ResourceContent> found = contents.stream().filter(one -> one.resource().toString().equals(text)).toList();
        if (found.isEmpty()) {
            found = contents.stream().filter(one -> one.resource().id().equals(text)).toList();
        }
        if (found.isEmpty()) {
            found = contents.stream().filter(one -> one.resource().name().equals(text)).toList();
        }
        if (found.size() > 1) {
            throw new UsageException("`" + text + "` may mean several resources: "
                    + String.join(", ", found.stream().limit(10).map(one -> one.resource().toString()).toList()) + ".", "Type one of these.");
        }
        return found.stream().findFirst().orElseThrow(() -> new RedoubtException(Problem.of(ProblemKind.NOT_FOUND,
                "The checkpoint has no resource `" + text + "`.").hint("`redoubt ls ID` lists those that it has.")));
    }

    /** The data of a resource: what was asked for, or all there is. */
    static Map.Entry<String, DataKind> data(ResourceContent content, Optional<String> name) throws RedoubtException {
        Map<String, DataKind> data = content.data();
        if (name.isPresent() && !data.containsKey(name.get())) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, content.resource() + " has no data `" + name.get() + "`.")
                    .hint("It has: " + (data.isEmpty() ? "none" : String.join(", ", data.keySet())) + "."));
        }
        if (data.isEmpty()) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, content.resource() + " has no data in this checkpoint: it is "
                    + (content.status().word().equals("done") ? "only described" : content.status().word()) + "."));
        }
        if (name.isEmpty() && data.size() > 1) {
            throw new UsageException(content.resource() + " has several: " + String.join(", ", data.keySet()) + ".", "Name one with `--data`.");
        }
        return name.isPresent() ? Map.entry(name.get(), data.get(name.get())) : data.entrySet().iterator().next();
    }

    /** A path in the tree of a resource, also if it is typed as it was on the host. */
    static TreePath path(ResourceContent content, String text) throws UsageException {
        return parsed(content.resource().id(), Human.meant(text));
    }

    private static TreePath parsed(String id, String text) throws UsageException {
        String rest = text.equals(id) || text.startsWith(id.endsWith("/") ? id : id + "/") ? text.substring(id.length()) : text;
        try {
            return TreePath.parse(rest);
        } catch (IllegalArgumentException e) {
            throw new UsageException("`" + text + "` is no path in a checkpoint: it has the name `.` or `..`, or one without a letter.",
                    "Type it from the top of the resource, such as `etc/hosts`.");
        }
    }
}
