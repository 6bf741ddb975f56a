package org.redoubt.testkit.protection;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The description of a Declarative Services component, as the build has written it beside the classes. */
final class ComponentDescription {
    private ComponentDescription() {
    }

    /** The properties of the component that has the name of its class; empty if there is no description. */
    static Optional<Map<String, Object>> properties(Class<?> component) {
        try (InputStream in = component.getResourceAsStream("/OSGI-INF/" + component.getName() + ".xml")) {
            return in == null ? Optional.empty() : Optional.of(read(in));
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("The description of " + component.getName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> read(InputStream in) throws IOException, ParserConfigurationException, SAXException {
        NodeList found = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getElementsByTagName("property");
        Map<String, Object> properties = new HashMap<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element property = (Element) found.item(i);
            Object value = property.hasAttribute("value") ? property.getAttribute("value")
                    : property.getTextContent().strip().split("\\s*\\n\\s*");
            properties.put(property.getAttribute("name"), value);
        }
        return properties;
    }

    /** The values of a property that may be one or several. */
    static List<String> strings(Object value) {
        return switch (value) {
            case String[] several -> List.of(several);
            case Iterable<?> several -> {
                List<String> all = new ArrayList<>();
                several.forEach(each -> all.add(each.toString()));
                yield all;
            }
            case Object one -> List.of(one.toString());
        };
    }
}
