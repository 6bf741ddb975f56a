package org.redoubt.plugin.server.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Dictionary;
import java.util.HexFormat;
import java.util.Hashtable;
import java.util.List;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The declarations of restored servers, kept by the configuration admin. Thread-safe. */
final class Restored {
    private static final String MARK = "redoubt.restored";

    private final ConfigurationAdmin admin;

    Restored(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    void declare(Declaration server) throws IOException {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("name", server.name());
        properties.put("volumes", quoted(server.volumes()));
        properties.put("freeze", words(server.freeze()));
        properties.put("thaw", words(server.thaw()));
        properties.put("freezeTimeout", server.freezeTimeout().toSeconds());
        properties.put("thawTimeout", server.thawTimeout().toSeconds());
        properties.put("maximumFreeze", server.maximumFreeze().toSeconds());
        properties.put("grade", server.grade().word());
        // An empty element says that there are none; no element would say that nothing was said.
        properties.put("frozenPaths", server.frozenPaths().isEmpty() ? new String[] {""} : quoted(server.frozenPaths()));
        properties.put("notFrozen", server.notFrozen());
        properties.put(MARK, server.name());
        configuration(server.name()).update(properties);
    }

    private static String[] quoted(List<String> paths) {
        return paths.stream().map(Words::quote).toArray(String[]::new);
    }

    private static String[] words(List<String> words) {
        return words.size() == 1 ? new String[] {Words.quote(words.getFirst())} : words.toArray(String[]::new);
    }

    /** Takes away a declaration that {@link #declare} made, and no other one. */
    void forget(String name) throws IOException {
        try {
            Configuration[] all = admin.listConfigurations("(&(service.factoryPid=" + DeclaredServer.PID + ")(" + MARK + "=*))");
            for (Configuration configuration : all == null ? new Configuration[0] : all) {
                if (name.equals(configuration.getProperties().get(MARK))) {
                    configuration.delete();
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same configuration whenever one name is declared, so that a retry makes no second one. */
    private Configuration configuration(String name) throws IOException {
        String key = "restored-" + HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
        return admin.getFactoryConfiguration(DeclaredServer.PID, key, "?");
    }
}
