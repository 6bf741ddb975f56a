package org.redoubt.plugin.volume;

import org.redoubt.api.json.Schema;

/** What can be set, and what is told. */
final class Schemas {
    static final Schema PROTECT = Schema.parse("""
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "snapshotter": {
                  "type": "string",
                  "minLength": 1,
                  "default": "auto",
                  "description": "auto takes a snapshot where it can; none reads the volume as it is; any other word names a snapshotter."
                },
                "exclude": {
                  "type": "array",
                  "items": {"type": "string", "minLength": 1},
                  "default": [],
                  "description": "Patterns of what to leave out of a directory: a name at any depth, or a path from its root if it has a slash; *, **, ? and [set] as usual; a slash at the end means directories only."
                },
                "oneFileSystem": {
                  "type": "boolean",
                  "default": false,
                  "description": "Keep directories on other file systems without their content."
                },
                "reread": {
                  "type": "boolean",
                  "default": false,
                  "description": "Read files also when nothing about them has changed since the last checkpoint."
                },
                "rereadDays": {
                  "type": "integer",
                  "minimum": 0,
                  "maximum": 10000,
                  "default": 100,
                  "description": "Within so many days each file is read once again although nothing about it has changed, some of them each day; 0 means never."
                }
              }
            }""");

    static final Schema RESTORE = Schema.parse("""
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "onConflict": {
                  "type": "string",
                  "enum": ["fail", "skip", "replace"],
                  "default": "fail",
                  "description": "What to do with what is there already: fail before anything is done, skip leaves it, replace puts the restored in its place."
                },
                "include": {
                  "type": "array",
                  "items": {"type": "string", "minLength": 1},
                  "default": [],
                  "description": "Only these files and directories of the volume, with the directories that lead to them: paths from its root, or as they were on the host. All if there is none."
                },
                "owners": {
                  "type": "string",
                  "enum": ["names", "numbers"],
                  "default": "names",
                  "description": "Whether files get the owner of that name, where this host knows it, or always of that number."
                }
              }
            }""");

    static final Schema SAVED = Schema.parse("""
            {
              "type": "object",
              "required": ["kind", "path", "size"],
              "properties": {
                "kind": {"type": "string", "enum": ["directory", "image", "device"]},
                "path": {"type": "string", "description": "Where the volume was."},
                "size": {"type": "integer", "minimum": 0, "description": "Bytes, holes counted."},
                "crc32c": {"type": "string", "description": "Of an image or device as a whole."},
                "sha256": {"type": "string", "description": "Of an image or device as a whole, if an earlier version protected it."},
                "files": {"type": "integer", "minimum": 0},
                "directories": {"type": "integer", "minimum": 0},
                "others": {"type": "integer", "minimum": 0, "description": "Links, pipes, sockets and device nodes."},
                "unread": {"type": "integer", "minimum": 0, "description": "Files that changed, vanished or could not be read."}
              }
            }""");

    private Schemas() {
    }
}
