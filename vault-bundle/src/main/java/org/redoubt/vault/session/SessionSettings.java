package org.redoubt.vault.session;

import java.nio.file.Path;

/**
 * How sessions work.
 *
 * @param level how hard to compress, as Zstandard counts it
 * @param packSize how long a pack may become, in bytes: less means more objects and flushes, more means more memory
 * @param temporary where temporary files go
 */
public record SessionSettings(int level, int packSize, Path temporary) {
}
