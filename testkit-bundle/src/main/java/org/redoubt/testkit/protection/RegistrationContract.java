package org.redoubt.testkit.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.redoubt.api.protection.DataFormat;
import org.redoubt.api.protection.ResourceType;

/** A plugin is registered with the types that it protects and the formats that it writes and reads. */
public interface RegistrationContract extends PluginUnderTest {

    /** The types are there, without empty ones or a {@code #}, and the sample's is one of them. */
    @Test
    default void theTypesAreRegistered() throws Exception {
        Map<String, Object> properties = known();
        assertTrue(properties.containsKey(ResourceType.PROPERTY), "The property " + ResourceType.PROPERTY + " is missing.");
        List<String> types = ComponentDescription.strings(properties.get(ResourceType.PROPERTY));
        String type = sample().type();
        assertTrue(types.contains(type), () -> type + " is not among " + types);
        types.forEach(each -> assertTrue(!each.isBlank() && !each.contains("#"), () -> "\"" + each + "\" is no type."));
    }

    /** The version that is written is a version, and one of those that are read. */
    @Test
    default void theFormatThatIsWrittenCanBeRead() {
        Map<String, Object> properties = known();
        String format = text(properties, DataFormat.FORMAT);
        String range = text(properties, DataFormat.READS);
        Pattern version = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,2}");
        assertTrue(version.matcher(format).matches(), () -> "\"" + format + "\" is no version of a format such as 1.0.");
        assertTrue(FormatRange.parse(range).contains(format), () -> "What is written as " + format + " is not read by " + range + ".");
    }

    private static String text(Map<String, Object> properties, String name) {
        assertTrue(properties.containsKey(name), () -> "The property " + name + " is missing.");
        List<String> values = ComponentDescription.strings(properties.get(name));
        assertEquals(1, values.size(), name);
        return values.getFirst();
    }

    private Map<String, Object> known() {
        var properties = serviceProperties();
        assumeTrue(properties.isPresent(), "The service properties are not known: give them by serviceProperties().");
        return properties.get();
    }
}
