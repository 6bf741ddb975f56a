package org.redoubt.deploy;

import org.redoubt.api.deploy.PluginFile;

/**
 * What is wrong.
 *
 * @param state how bad it is
 * @param sentence one sentence for people
 */
record Finding(PluginFile.State state, String sentence) {

    static Finding failed(String sentence) {
        return new Finding(PluginFile.State.FAILED, sentence);
    }

    static Finding waiting(String sentence) {
        return new Finding(PluginFile.State.WAITING, sentence);
    }
}
