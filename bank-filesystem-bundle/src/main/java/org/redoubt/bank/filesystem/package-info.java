/**
 * A bank on a directory.
 *
 * <p>The layout of the directory:
 * <pre>
 * bank.json         the identity, written once
 * objects/...       the objects: a key is a path
 * reserve/          space kept back for what ends or deletes something on a full disk
 * writers/ID/       one for each process that writes: its lock and its unfinished objects
 * </pre>
 *
 * <p>Several processes may use one directory at the same time. What makes each pair of concurrent steps safe:
 * <table>
 * <caption>Concurrent steps</caption>
 * <tr><th>step</th><th>beside</th><th>safe because</th></tr>
 * <tr><td>put</td><td>put, get, list</td><td>an object is written aside, synced, and renamed over the old one in one step</td></tr>
 * <tr><td>put if absent</td><td>put if absent</td><td>a hard link is made by exactly one; a rename would replace the other's</td></tr>
 * <tr><td>put</td><td>removal of an empty parent</td><td>only empty directories can be removed, and a put whose parent has gone
 *   makes it again</td></tr>
 * <tr><td>put</td><td>crash</td><td>object, directory and every parent that may be new are synced before it returns</td></tr>
 * <tr><td>put</td><td>clean-up of dead writers</td><td>a writer holds the lock of its folder as long as its process lives</td></tr>
 * <tr><td>first use</td><td>first use</td><td>{@code bank.json} is made by a hard link, so all get the identity of the first</td></tr>
 * <tr><td>any call</td><td>unmounting, replacing the directory</td><td>each call looks whether the directory is still the one that was
 *   opened, and reads its identity again if not</td></tr>
 * </table>
 *
 * <p>No component of an object's path may be a symbolic link. That is looked for at each call, as Java has no way to make a
 * directory or a hard link relative to an open directory: it keeps out whatever was planted before a call, not who has write
 * access to the directory and wins a race during one. All that the bank makes is its owner's alone.
 */
package org.redoubt.bank.filesystem;
