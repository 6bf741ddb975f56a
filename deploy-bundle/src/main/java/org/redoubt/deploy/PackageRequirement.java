package org.redoubt.deploy;

import java.util.Map;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** A question for a package of any version, which belongs to no bundle. */
final class PackageRequirement implements Requirement {
    private final String filter;

    PackageRequirement(String name) {
        this.filter = "(" + PackageNamespace.PACKAGE_NAMESPACE + "=" + name + ")";
    }

    @Override
    public String getNamespace() {
        return PackageNamespace.PACKAGE_NAMESPACE;
    }

    @Override
    public Map<String, String> getDirectives() {
        return Map.of(Namespace.REQUIREMENT_FILTER_DIRECTIVE, filter);
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of();
    }

    @Override
    public Resource getResource() {
        return null;
    }
}
