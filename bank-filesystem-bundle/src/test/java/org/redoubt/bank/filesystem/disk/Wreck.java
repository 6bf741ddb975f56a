package org.redoubt.bank.filesystem.disk;

import java.util.Map;

/**
 * What a loss of power has left of a disk. Two are equal if the same is left.
 *
 * @param tree what stands where; a slash at the end of a path makes it a folder
 */
public record Wreck(Map<String, Content> tree) {

    /** The disk as it is when there is power again. */
    public Disk disk() {
        Disk disk = new Disk();
        tree.forEach((path, content) -> {
            Node.Folder parent = disk.root();
            String[] names = path.substring(1).split("/");
            for (int i = 0; i < names.length - 1; i++) {
                parent = (Node.Folder) parent.entries().get(names[i]);
            }
            parent.entries().put(names[names.length - 1], path.endsWith("/") ? new Node.Folder(disk.next()) : new Node.File(disk.next(), content));
        });
        return disk;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        tree.forEach((path, content) -> text.append(path).append(path.endsWith("/") ? "" : " " + content.bytes().length).append('\n'));
        return text.toString();
    }
}
