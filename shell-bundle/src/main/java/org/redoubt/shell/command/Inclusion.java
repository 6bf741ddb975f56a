package org.redoubt.shell.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ResourceContent;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.vault.DataKind;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** Which files and directories of which volumes are to be restored. */
final class Inclusion {
    private static final String OPTION = "--include";
    private static final String MEMBER = "include";
    private static final String VOLUME = "Host::Volume";

    private Inclusion() {
    }

    static Usage in(Usage usage) {
        return usage.option(OPTION, "PATH", "only this file or directory of a volume; may be repeated");
    }

    /** What the contents of a checkpoint are read from; asked only if it has to be known. */
    interface Contents {
        List<ResourceContent> list() throws RedoubtException;
    }

    /** The request for nothing but what was named, if anything was. */
    static RestoreRequest apply(Invocation invocation, RestoreRequest request, Contents contents) throws RedoubtException {
        // As they are shown by `ls`, or as they are.
        List<String> paths = invocation.arguments().all(OPTION).stream().map(Human::meant).toList();
        if (paths.isEmpty()) {
            return request;
        }
        ParameterSet parameters = request.options().parameters();
        if (!request.resources().isEmpty()) {
            return request.options(request.options().parameters(parameters.with(VOLUME, MEMBER, JsonArray.ofStrings(paths))));
        }
        List<ResourceContent> volumes = contents.list().stream().filter(one -> one.resource().type().equals(VOLUME)).toList();
        Map<ResourceRef, List<String>> wanted = new LinkedHashMap<>();
        for (String path : paths) {
            wanted.computeIfAbsent(volume(volumes, path), ref -> new ArrayList<>()).add(path);
        }
        for (Map.Entry<ResourceRef, List<String>> volume : wanted.entrySet()) {
            parameters = parameters.with(volume.getKey().toString(), MEMBER, JsonArray.ofStrings(volume.getValue()));
        }
        return request.resources(List.copyOf(wanted.keySet())).options(request.options().parameters(parameters));
    }

    /** The volume that a path was in on the host, or the only directory. */
    private static ResourceRef volume(List<ResourceContent> volumes, String path) throws UsageException {
        Optional<ResourceRef> innermost = volumes.stream().map(one -> one.resource().ref()).filter(ref -> path.equals(ref.id())
                || path.startsWith(ref.id().endsWith("/") ? ref.id() : ref.id() + "/")).max(Comparator.comparingInt(ref -> ref.id().length()));
        if (innermost.isPresent()) {
            return innermost.get();
        }
        List<ResourceRef> trees = volumes.stream().filter(one -> one.data().containsValue(DataKind.TREE)).map(one -> one.resource().ref()).toList();
        if (trees.isEmpty()) {
            throw new UsageException("The checkpoint has no directories, so there is no `" + path + "` in it.", "`redoubt ls ID` lists what it has.");
        }
        if (trees.size() > 1) {
            throw new UsageException("The checkpoint has several directories, and `" + path + "` may be in any of them: "
                    + String.join(", ", trees.stream().limit(10).map(ResourceRef::id).toList()) + ".",
                    "Begin the path with that of a directory, or name one with `--resource`.");
        }
        return trees.getFirst();
    }

    /** How much of what was restored this is, for people; empty for all of it. */
    static String part(OperationView view) {
        return view.resources().stream().anyMatch(one -> one.restoredAs().filter(as -> !as.extraInfo().array(MEMBER).isEmpty()).isPresent())
                ? " Only what was asked for: the rest of the checkpoint was left where it is." : "";
    }
}
