package org.redoubt.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;

/**
 * What the framework and its bundles are told at the start.
 *
 * @param home the home they serve
 * @param socket where the runtime listens
 * @param startLevel how far to start
 * @param console whether the plain Gogo shell has the terminal
 */
record FrameworkSettings(Home home, Path socket, int startLevel, boolean console) {

    /** A fresh map of framework properties. */
    Map<String, String> properties() {
        Map<String, String> map = new HashMap<>();
        map.put(Constants.FRAMEWORK_STORAGE, home.var("framework").toString());
        map.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(startLevel));
        // An upgraded plugin runs beside its predecessor until that is drained, also when both bear the same version.
        map.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        map.put("felix.log.level", "1");
        // The lock of the home protects the storage already.
        map.put("felix.cache.locking", "false");
        map.put("ds.delayed.keepInstances", "true");
        map.put("felix.cm.dir", home.var("config").toString());
        map.put("felix.fileinstall.dir", home.etc().toString());
        map.put("felix.fileinstall.filter", ".*\\.(cfg|config|cfg\\.json)");
        map.put("felix.fileinstall.poll", "1000");
        map.put("felix.fileinstall.disableNio2", "true");
        map.put("felix.fileinstall.noInitialDelay", "true");
        map.put("felix.fileinstall.enableConfigSave", "false");
        map.put("felix.fileinstall.tmpdir", home.var("tmp").resolve("fileinstall").toString());
        map.put("felix.fileinstall.log.level", "1");
        map.put("gosh.args", console ? "" : "--nointeractive --noshutdown");
        map.put("redoubt.home", home.root().toString());
        map.put("redoubt.plugins", home.plugins().toString());
        map.put("redoubt.socket", socket.toString());
        return map;
    }
}
