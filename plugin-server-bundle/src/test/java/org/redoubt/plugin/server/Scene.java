package org.redoubt.plugin.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.testkit.protection.RecordingUndoLog;
import org.redoubt.testkit.protection.TestCheckpoint;
import org.redoubt.testkit.protection.TestDiscoveryContext;
import org.redoubt.testkit.protection.TestProtectContext;
import org.redoubt.testkit.protection.TestSection;

/** A server of two directories whose commands write down that they ran. */
final class Scene {
    private final House house;
    private final Path place;
    private final String name;
    private final Path log;

    Scene(House house, Path place, String name) throws IOException {
        this.house = house;
        this.place = place;
        this.name = name;
        this.log = place.resolve("log");
        Files.createDirectories(place.resolve("root"));
        Files.createDirectories(place.resolve("data"));
    }

    String name() {
        return name;
    }

    /** Declares the server with what is said here besides the usual. */
    Scene declare(Map<String, Object> more) throws Exception {
        Map<String, Object> members = new TreeMap<>(Map.of("volumes", place.resolve("root") + ", " + place.resolve("data"),
                "freeze", shell("echo freeze $REDOUBT_SERVER >> " + log), "thaw", shell("echo thaw $REDOUBT_SERVER >> " + log),
                "frozenPaths", "", "grade", "application", "freezeTimeout", 600L, "thawTimeout", 600L));
        members.putAll(more);
        house.declare(name, members);
        return this;
    }

    static String[] shell(String script) {
        return new String[] {"/bin/sh", "-c", script};
    }

    /** A command that writes a word down and then does something else. */
    String[] noting(String word, String more) {
        return shell("echo " + word + " >> " + log + "; " + more);
    }

    List<String> log() throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    void awaitLog(String line) throws Exception {
        House.until(line, () -> log().contains(line));
    }

    void forgetLog() throws IOException {
        Files.deleteIfExists(log);
    }

    Resource resource() throws Exception {
        ProtectablePlugin servers = house.servers();
        return servers.showResource(new TestDiscoveryContext(), name).orElseThrow();
    }

    List<Resource> volumes() throws Exception {
        return house.volumes().getDependentResources(new TestDiscoveryContext(), resource());
    }

    TestCheckpoint checkpoint() throws Exception {
        ResourceGraph.Builder graph = ResourceGraph.builder().add(resource());
        for (Resource volume : volumes()) {
            graph.add(volume).edge(resource().ref(), volume.ref());
        }
        return new TestCheckpoint(graph.build());
    }

    TestProtectContext context(TestSection section, Consumer<UndoStep> registration) throws Exception {
        return new TestProtectContext(section, Optional.empty(), new RecordingUndoLog(resource(), registration));
    }

    Operation<ProtectContext> protect() throws Exception {
        return house.plugin().getProtectOperation(resource());
    }

    /** Runs hooks of protect up to one, in their order. */
    void protect(TestProtectContext context, Parameters parameters, Hook last) throws Exception {
        for (Hook hook : new ArrayList<>(protect().hooks()).stream().sorted().filter(h -> h.compareTo(last) <= 0).toList()) {
            run(context, parameters, hook);
        }
    }

    void run(TestProtectContext context, Parameters parameters, Hook hook) throws Exception {
        context.enter(hook);
        switch (hook) {
            case PREPARE_BEGIN -> protect().onPrepareBegin(checkpoint(), resource(), context, parameters);
            case PREPARE_FINISH -> protect().onPrepareFinish(checkpoint(), resource(), context, parameters);
            case MAIN -> protect().onMain(checkpoint(), resource(), context, parameters);
            case COMPLETE -> protect().onComplete(checkpoint(), resource(), context, parameters);
        }
    }
}
