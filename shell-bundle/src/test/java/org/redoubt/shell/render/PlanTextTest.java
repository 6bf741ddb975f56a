package org.redoubt.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.shell.given.GivenPlan;

@DisplayName("What an operation would do, as text")
final class PlanTextTest {
    private final Resource server = Resource.of("Host::Server", "web", "web");
    private final Resource data = Resource.of("Host::Volume", "/srv/data", "data");

    private static String text(OperationType type, ResourceGraph graph, GivenPlan.Step... steps) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PlanText.print(new GivenPlan(type, "offsite", graph, List.of(steps)), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("names of each resource the plugin with its version, the hooks in their order, the parameters with their sources, and each action")
    void everything() throws Exception {
        ResourceGraph graph = ResourceGraph.builder().add(server).add(data).edge(server.ref(), data.ref()).build();
        GivenPlan.Step first = new GivenPlan.Step(server, Set.of(Hook.COMPLETE), Optional.of("org.redoubt.plugin.server 1.2.0"), JsonObject.empty(),
                JsonObject.empty(), List.of(new PlannedAction("skip", "web", "it is there already")));
        GivenPlan.Step second = new GivenPlan.Step(data, EnumSet.of(Hook.COMPLETE, Hook.MAIN), Optional.of("org.redoubt.plugin.volume 1.0.3"),
                JsonObject.builder().put("onConflict", "replace").put("owners", "names").put("reread", true).build(),
                JsonObject.builder().put("onConflict", "request Host::Volume#/srv/data").put("owners", "default").build(),
                List.of(new PlannedAction("create", "/srv/data/new", ""), new PlannedAction("replace", "/srv/data/etc", "2 entries"),
                        new PlannedAction("reuse", "what is unchanged", "by its time")));

        assertEquals("""
                A restore with the provider offsite of 2 resources:

                Host::Server#web  web
                  by org.redoubt.plugin.server 1.2.0, hooks complete
                  skip web: it is there already

                Host::Volume#/srv/data  data
                  by org.redoubt.plugin.volume 1.0.3, hooks main, complete
                  with onConflict = "replace", from request Host::Volume#/srv/data
                  with owners = "names", from default
                  with reread = true
                  create /srv/data/new
                  replace /srv/data/etc: 2 entries
                  reuse what is unchanged: by its time

                Nothing has been done.
                """, text(OperationType.RESTORE, graph, first, second));
    }

    @Test
    @DisplayName("says so of a resource for which no plugin is needed, and names no hooks where none would run")
    void withoutPlugin() throws Exception {
        GivenPlan.Step alone = new GivenPlan.Step(data, Set.of(), Optional.empty(), JsonObject.empty(), JsonObject.empty(),
                List.of(new PlannedAction("delete", "Host::Volume#/srv/data", "")));

        assertEquals("""
                A delete with the provider offsite of 1 resource:

                Host::Volume#/srv/data  data
                  by the engine alone, no hooks
                  delete Host::Volume#/srv/data

                Nothing has been done.
                """, text(OperationType.DELETE, ResourceGraph.builder().add(data).build(), alone));
    }
}
