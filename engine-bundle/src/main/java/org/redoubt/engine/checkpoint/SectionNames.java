package org.redoubt.engine.checkpoint;

import java.util.regex.Pattern;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.resource.ResourceRef;

/** What may be wrong with a name in a section, or with its use. */
final class SectionNames {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]{1,64}");

    private SectionNames() {
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    static Problem invalid(ResourceRef resource, String name) {
        return Problem.of(ProblemKind.INVALID, "\"" + name + "\" is no name in a section: that is 1 to 64 lower-case letters, digits, \"-\", "
                + "\"_\" and \".\".").subject(resource.toString());
    }

    static Problem readOnly(ResourceRef resource) {
        return Problem.of(ProblemKind.DENIED, "The section of " + resource + " can only be read here.").subject(resource.toString());
    }

    static Problem exists(ResourceRef resource, String name) {
        return Problem.of(ProblemKind.EXISTS, "The section of " + resource + " has \"" + name + "\" already, and nothing in it is overwritten.")
                .subject(resource.toString());
    }

    static Problem notFound(ResourceRef resource, String name) {
        return Problem.of(ProblemKind.NOT_FOUND, "The section of " + resource + " has no data \"" + name + "\".").subject(resource.toString());
    }
}
