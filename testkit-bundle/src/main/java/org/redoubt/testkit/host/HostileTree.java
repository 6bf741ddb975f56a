package org.redoubt.testkit.host;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tree with everything that a file system can hold, made by the tools of the host. */
public final class HostileTree {
    private static final String SCRIPT = """
            set -e
            mkdir -p sub/deep/er empty 'with space' sticky setgid
            printf hello > sub/file
            printf '' > zero
            head -c 3000000 /dev/urandom > big
            printf x > $'new\\nline'
            printf x > $'\\xff\\xfe-latin\\xe9'
            mkdir $'dir-\\x80'; printf y > $'dir-\\x80/in'
            printf z > "$(head -c 255 /dev/zero | tr '\\0' n)"
            printf x > -dash; printf x > 'quote"'"'"; printf x > '\\back'
            ln -s sub/file link; ln -s /nowhere/at/all broken; ln -s $'\\xff/odd' oddlink; ln -s sub/.. dotdot
            ln -s 'a//b/' untidy
            ln sub/file hard1; ln sub/file empty/../sub/hard2
            ln -P link hardlink-to-link
            truncate -s 50M sparse; printf data | dd of=sparse bs=1 seek=20000000 conv=notrunc status=none
            truncate -s 1M allhole
            printf p > prog; chmod 4755 prog; printf p > gprog; chmod 2755 gprog
            chmod 1777 sticky; chmod 2750 setgid; printf n > noaccess; chmod 000 noaccess
            mkdir readonly; printf r > readonly/in; chmod 555 readonly
            mkfifo pipe -m 640
            printf o > owned; touch -d '1969-07-20 20:17:40.123456789' sub/deep
            touch -d '2031-02-03 04:05:06.987654321' big
            touch -h -d '2001-02-03 04:05:06.111222333' link
            touch -d '2001-01-01 00:00:00.000000001' empty sub
            """;
    private static final String ROOT_SCRIPT = """
            set -e
            chown 12345:23456 owned; chown -h 12345:54321 link; chown 1:1 empty
            mknod null c 1 3; mknod disk b 7 200; mknod large c 511 1048575
            """;

    private HostileTree() {
    }

    /** Makes the tree. */
    public static void make(Path directory) throws IOException {
        Files.createDirectories(directory);
        run(directory, SCRIPT);
        if (Host.isRoot()) {
            run(directory, ROOT_SCRIPT);
        }
    }

    /** Adds attributes and access control lists, where the tools for them are installed. */
    public static void attributes(Path directory) throws IOException {
        run(directory, """
                set -e
                setfattr -n user.note -v remark big; setfattr -n user.empty sub; setfattr -n user.bin -v 0x00ff00 sub/file
                setfacl -m u:1234:rw,g:2345:r owned; setfacl -d -m u:1234:rwx,g::rx sub/deep; setfacl -m u:77:x prog
                """);
    }

    /** All attributes of all files, as the tool for them shows them. */
    public static String listed(Path directory) throws IOException {
        return Host.run("bash", "-c", "cd \"$0\" && LC_ALL=C getfattr -R -P -h -d -m - -e hex . | sort", directory.toString());
    }

    /** Adds a socket. */
    public static void socket(Path directory) throws IOException {
        // Its file stays when it is closed.
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(directory.resolve("sock")));
        }
    }

    public static void run(Path directory, String script) throws IOException {
        Host.run("bash", "-c", "cd \"$0\" && LC_ALL=C; " + script, directory.toString());
    }

    /** What rsync finds different between two trees, all that it can compare included, times to the nanosecond; nothing if they are the same. */
    public static String differences(Path one, Path other) throws IOException {
        return Host.run("rsync", "-aHAXnci", "--modify-window=-1", "--delete", one + "/", other + "/");
    }
}
