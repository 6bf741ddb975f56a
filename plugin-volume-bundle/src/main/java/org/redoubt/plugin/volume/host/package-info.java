/**
 * How files of this host are reached: by the operating system's calls where a bundle offers them, else by Java alone. The
 * contract of both is {@code org.redoubt.api.os}, so nothing else in this bundle knows which it is.
 */
package org.redoubt.plugin.volume.host;
