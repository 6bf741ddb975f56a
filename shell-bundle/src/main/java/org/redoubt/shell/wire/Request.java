package org.redoubt.shell.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What opens a connection.
 *
 * @param purpose why
 * @param arguments the command and its arguments, as the caller's shell parsed them
 * @param directory the caller's working directory, against which relative paths are resolved
 * @param terminal the caller's standard streams
 */
public record Request(Purpose purpose, List<String> arguments, String directory, Terminal terminal) {

    /** The protocol's version: a client and a runtime with different ones do not understand each other. */
    public static final int PROTOCOL = 1;

    private static final int MOST_ARGUMENTS = 1 << 20;

    public Request {
        arguments = List.copyOf(arguments);
    }

    public Frame toFrame() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(PROTOCOL);
            out.writeByte(purpose.ordinal());
            write(out, directory);
            out.writeInt(terminal.columns());
            out.writeBoolean(terminal.out());
            out.writeBoolean(terminal.err());
            out.writeBoolean(terminal.colour());
            out.writeInt(arguments.size());
            for (String argument : arguments) {
                write(out, argument);
            }
        }
        return new Frame(FrameKind.REQUEST, bytes.toByteArray());
    }

    public static Request from(Frame frame) throws IOException {
        if (frame.kind() != FrameKind.REQUEST) {
            throw new WireException("the peer did not begin with a request");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame.payload()))) {
            int protocol = in.readInt();
            if (protocol != PROTOCOL) {
                throw new WireException("The client speaks protocol " + protocol + " and the running runtime "
                        + PROTOCOL + ": restart the runtime with `redoubt stop` and `redoubt start`.");
            }
            Purpose purpose = purpose(in.readByte());
            String directory = read(in);
            Terminal terminal =
                    new Terminal(in.readInt(), in.readBoolean(), in.readBoolean(), in.readBoolean());
            int count = in.readInt();
            if (count < 0 || count > MOST_ARGUMENTS) {
                throw new WireException("the request has " + count + " arguments");
            }
            List<String> arguments = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                arguments.add(read(in));
            }
            return new Request(purpose, arguments, directory, terminal);
        }
    }

    private static Purpose purpose(int ordinal) throws WireException {
        Purpose[] all = Purpose.values();
        if (ordinal < 0 || ordinal >= all.length) {
            throw new WireException("the request has an unknown purpose");
        }
        return all[ordinal];
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new WireException("the request is cut short");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
