package org.redoubt.probe;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * Publishes what can be configured in the bundles of Redoubt, as classes of the JDK, which are the only ones that a test shares with
 * a bundle: for each PID its attributes with their descriptions.
 */
public final class MetatypeProbe implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("probe", "metatype");
        Supplier<Map<String, Map<String, String>>> answer = () -> described(context);
        context.registerService(Supplier.class, answer, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework withdraws the service.
    }

    private static Map<String, Map<String, String>> described(BundleContext context) {
        MetaTypeService service = context.getService(context.getServiceReference(MetaTypeService.class));
        Map<String, Map<String, String>> described = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().startsWith("org.redoubt.")) {
                MetaTypeInformation information = service.getMetaTypeInformation(bundle);
                for (String pid : information.getPids()) {
                    described.put(pid, attributes(information, pid));
                }
                for (String pid : information.getFactoryPids()) {
                    described.put(pid + " (factory)", attributes(information, pid));
                }
            }
        }
        return described;
    }

    private static Map<String, String> attributes(MetaTypeInformation information, String pid) {
        Map<String, String> attributes = new TreeMap<>();
        for (AttributeDefinition attribute : information.getObjectClassDefinition(pid, Locale.ENGLISH.toString())
                .getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            attributes.put(attribute.getID(), attribute.getDescription());
        }
        return attributes;
    }
}
