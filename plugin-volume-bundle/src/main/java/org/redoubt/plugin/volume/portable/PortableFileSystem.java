package org.redoubt.plugin.volume.portable;

import org.redoubt.api.os.FileSystemStatus;

/** What Java tells of a file system. */
record PortableFileSystem(String type, long blockSize, long total, long available, boolean readOnly) implements FileSystemStatus {
}
