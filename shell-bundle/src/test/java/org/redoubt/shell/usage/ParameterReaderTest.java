package org.redoubt.shell.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.redoubt.api.json.Json;
import org.redoubt.api.plan.ParameterSet;

@DisplayName("A parameter on the command line")
final class ParameterReaderTest {

    @Test
    @DisplayName("has a type or a resource, a member and a value")
    void addresses() throws Exception {
        assertEquals(ParameterSet.empty().with("Host::Volume", "snapshotter", Json.of("none")),
                ParameterReader.read(List.of("Host::Volume.snapshotter=none")));
        assertEquals(ParameterSet.empty().with("Host::Volume#/srv/a.b/c", "snapshotter", Json.of("none")),
                ParameterReader.read(List.of("Host::Volume#/srv/a.b/c.snapshotter=none")));
    }

    @Test
    @DisplayName("is JSON where it reads as JSON, else text; it may hold any character")
    void values() throws Exception {
        assertEquals(ParameterSet.empty().with("T", "a", Json.of(5)), ParameterReader.read(List.of("T.a=5")));
        assertEquals(ParameterSet.empty().with("T", "a", Json.of(true)), ParameterReader.read(List.of("T.a=true")));
        assertEquals(ParameterSet.empty().with("T", "a", Json.of("5")), ParameterReader.read(List.of("T.a=\"5\"")));
        assertEquals(ParameterSet.empty().with("T", "a", Json.of("x.y=z")), ParameterReader.read(List.of("T.a=x.y=z")));
        assertEquals(ParameterSet.empty().with("T", "a", Json.of("")), ParameterReader.read(List.of("T.a=")));
    }

    @Test
    @DisplayName("wins over an earlier one of the same name")
    void order() throws Exception {
        assertEquals(ParameterSet.empty().with("T", "a", Json.of(2)), ParameterReader.read(List.of("T.a=1", "T.a=2")));
    }

    @Test
    @DisplayName("is refused without a member or a value")
    void refused() {
        for (String wrong : List.of("", "T", "T.a", "=1", ".a=1", "T.=1")) {
            assertThrows(UsageException.class, () -> ParameterReader.read(List.of(wrong)), wrong);
        }
    }
}
