package org.redoubt.vault.commit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.redoubt.vault.fuzz.Target;

/** Decisions about sessions. */
public final class VerdictTargets {
    private VerdictTargets() {
    }

    /** All of this package. */
    public static List<Target> all() {
        String document = "{\"formatVersion\":1}\n{\"outcome\":\"committed\",\"vault\":" + Verdict.receipt(Set.of("a", "b")) + "}\n{}\n";
        return List.of(Target.of("decision about a session", bytes -> Verdict.read(new String(bytes, StandardCharsets.UTF_8)),
                document.getBytes(StandardCharsets.UTF_8)));
    }
}
