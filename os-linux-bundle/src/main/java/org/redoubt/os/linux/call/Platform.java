package org.redoubt.os.linux.call;

import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Whether the calls of this package can be made here. */
public final class Platform {

    private Platform() {}

    /**
     * Tells why this process cannot make the calls.
     *
     * @return the reason, empty if it can
     */
    public static Optional<String> obstacle() {
        return obstacle(System.getProperty("os.name"), System.getProperty("os.arch")).or(Platform::refusal);
    }

    static Optional<String> obstacle(String system, String architecture) {
        if (!system.equals("Linux")) {
            return Optional.of("this is " + system + " and not Linux");
        }
        if (Architecture.of(architecture).isEmpty()) {
            return Optional.of("the system calls of " + architecture + " are not known");
        }
        return Optional.empty();
    }

    /** Linking costs more than all else that the start of this bundle does, so it is tried only where it may be refused. */
    private static Optional<String> refusal() {
        if (Platform.class.getModule().isNativeAccessEnabled()) {
            return Optional.empty();
        }
        try {
            Linking.function("getpid", ValueLayout.JAVA_INT);
            return Optional.empty();
        } catch (IllegalCallerException denied) {
            return Optional.of("this JVM permits no native calls (start it with --enable-native-access=ALL-UNNAMED)");
        } catch (UnsupportedOperationException unsupported) {
            return Optional.of("this JVM has no native linker");
        }
    }
}
