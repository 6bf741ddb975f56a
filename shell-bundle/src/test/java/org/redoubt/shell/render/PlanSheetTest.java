package org.redoubt.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.Json;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.resource.ResourceRef;

@DisplayName("A stored plan")
final class PlanSheetTest {

    @Test
    @DisplayName("is shown with its parameters as they are typed, and nothing of what it leaves open")
    void isShown() throws Exception {
        Plan plan = Plan.builder("nightly").resource(new ResourceRef("Host::Server", "web")).resource(new ResourceRef("Host::Volume", "/srv/data"))
                .parameters(ParameterSet.empty().with("Host::Volume", Json.parseObject("{\"exclude\": [\"*.tmp\"], \"reread\": true}")))
                .minimumConsistency(Grade.CRASH).freezeBudget(Duration.ofSeconds(10)).build();
        assertEquals("""
                Plan           nightly
                Project        default
                Provider       default
                Resources      Host::Server#web
                               Host::Volume#/srv/data
                Parameters     Host::Volume.exclude=["*.tmp"]
                               Host::Volume.reread=true
                Consistency    at least crash
                Freeze budget  10.0 s
                On failure     stop
                Priority       normal
                """, text(plan));
    }

    private static String text(Plan plan) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlanSheet.print(plan, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
