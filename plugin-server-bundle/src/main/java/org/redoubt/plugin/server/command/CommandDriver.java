package org.redoubt.plugin.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.server.Freeze;
import org.redoubt.api.server.Server;
import org.redoubt.api.server.ServerDriver;
import org.redoubt.api.server.Thaw;

/** The driver of declared servers. */
@Component(property = ServerDriver.NAME + "=" + CommandDriver.DRIVER)
public final class CommandDriver implements ServerDriver {
    static final String DRIVER = "command";
    private static final String VOLUME = "Host::Volume";

    private final List<DeclaredServer> declared = new CopyOnWriteArrayList<>();
    private final Restored restored;
    private final Commands commands;

    /**
     * @param admin keeps the declarations of restored servers
     * @param context the storage of its bundle keeps what watchdogs leave behind
     */
    @Activate
    public CommandDriver(@Reference ConfigurationAdmin admin, BundleContext context) {
        Traces traces = Traces.of(context);
        traces.tell();
        restored = new Restored(admin);
        commands = new Commands(InstantSource.system(), traces);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindServer(DeclaredServer server) {
        declared.add(server);
    }

    void unbindServer(DeclaredServer server) {
        declared.remove(server);
    }

    @Override
    public String name() {
        return DRIVER;
    }

    @Override
    public List<Server> servers() throws RedoubtException {
        List<Server> servers = new ArrayList<>();
        Map<DeclaredServer, Problem> wrong = new LinkedHashMap<>();
        for (DeclaredServer server : declared) {
            try {
                Server found = server(server.declaration());
                if (servers.stream().anyMatch(other -> other.id().equals(found.id()))) {
                    throw twice(found.id());
                }
                servers.add(found);
            } catch (RedoubtException e) {
                wrong.put(server, e.problem());
            }
        }
        if (!wrong.isEmpty()) {
            throw new RedoubtException(all(wrong, servers));
        }
        return servers;
    }

    /** One problem for all of them: a list that leaves out a server without a word would be taken for all there are. */
    private static Problem all(Map<DeclaredServer, Problem> wrong, List<Server> well) {
        boolean one = wrong.size() == 1;
        Problem first = wrong.values().iterator().next();
        String message = one ? first.message() : wrong.size() + " declarations of servers make no sense: " + wrong.entrySet().stream()
                .map(entry -> entry.getValue().message() + " (" + entry.getKey().place() + ")").sorted().collect(Collectors.joining(" "));
        String hint = one ? first.hint().orElse("") : "Correct each of them.";
        String others = well.isEmpty() ? "" : " There is nothing against: " + well.stream().map(Server::id).sorted().collect(Collectors.joining(", ")) + ".";
        return Problem.of(one ? first.kind() : ProblemKind.INVALID, message).hint((hint + others).strip());
    }

    @Override
    public Optional<Server> server(String id) throws RedoubtException {
        List<DeclaredServer> fitting = declared.stream().filter(server -> server.name().equals(id)).toList();
        if (fitting.size() > 1) {
            throw twice(id);
        }
        return fitting.isEmpty() ? Optional.empty() : Optional.of(server(fitting.getFirst().declaration()));
    }

    private static RedoubtException twice(String name) {
        return new RedoubtException(Problem.of(ProblemKind.CONFLICT, "Two servers are declared with the name \"" + name + "\".")
                .hint("Give each its own name."));
    }

    private static Server server(Declaration server) {
        return Server.of(server.name(), server.name(), server.volumes().stream().map(CommandDriver::volume).toList(), server.toJson());
    }

    private static Resource volume(String path) {
        String real = real(Path.of(path)).toString();
        Path name = Path.of(real).getFileName();
        return Resource.of(VOLUME, real, name == null ? "root" : name.toString());
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.normalize();
        }
    }

    @Override
    public List<Path> localPaths() {
        return commands.localPaths();
    }

    @Override
    public List<Problem> check(Server server) {
        List<Problem> problems = new ArrayList<>();
        try {
            Declaration declaration = declaration(server);
            missing(server, "freeze", declaration.freeze()).ifPresent(problems::add);
            missing(server, "thaw", declaration.thaw()).ifPresent(problems::add);
            Optional<String> missing = declaration.freeze().isEmpty() ? Optional.empty() : WatchdogScript.missing();
            missing.ifPresent(program -> problems.add(Problem.of(ProblemKind.NOT_FOUND, "The server \"" + server.name()
                    + "\" cannot be frozen, as its watchdog, which thaws it in any case, needs the program \"" + program + "\".")
                    .hint("Install it (util-linux, coreutils, sed), or protect the server with freeze=false.")));
            for (String volume : declaration.volumes()) {
                if (!Files.exists(Path.of(volume))) {
                    problems.add(Problem.of(ProblemKind.NOT_FOUND, "The volume " + volume + " of the server \"" + server.name() + "\" does not exist.")
                            .hint("Correct its path in the configuration of the server, or mount it."));
                }
            }
        } catch (RedoubtException e) {
            problems.add(e.problem());
        }
        return problems;
    }

    private static Optional<Problem> missing(Server server, String what, List<String> command) {
        return command.isEmpty() || Programs.exists(command.getFirst()) ? Optional.empty()
                : Optional.of(Problem.of(ProblemKind.NOT_FOUND, "The " + what + " command \"" + command.getFirst() + "\" of the server \""
                        + server.name() + "\" is no program on this host.").hint("Give the whole path of the program."));
    }

    @Override
    public List<Path> frozenPaths(Server server) {
        try {
            Declaration declaration = declaration(server);
            return declaration.freeze().isEmpty() ? List.of() : declaration.frozenPaths().stream().map(Path::of).toList();
        } catch (RedoubtException e) {
            // A server that makes no sense is refused by its check.
            return List.of();
        }
    }

    @Override
    public Freeze freeze(Server server, String token, Optional<Instant> deadline) throws RedoubtException, InterruptedException {
        Declaration declaration = declaration(server);
        return declaration.freeze().isEmpty() ? new Freeze(Grade.NONE, "It was not frozen, as it has no command for that.")
                : commands.freeze(declaration, token, deadline);
    }

    @Override
    public Thaw thaw(Server server, String token) throws RedoubtException, InterruptedException {
        Declaration declaration = declaration(server);
        return declaration.thaw().isEmpty() ? new Thaw(false) : commands.thaw(declaration, token);
    }

    @Override
    public Server restore(Server saved, String name, Map<ResourceRef, Resource> volumes) throws RedoubtException, IOException {
        if (declared.stream().anyMatch(server -> server.name().equals(name))) {
            throw new RedoubtException(Problem.of(ProblemKind.EXISTS, "There is a server \"" + name + "\" already."));
        }
        Declaration before = declaration(saved);
        Map<String, String> moves = new LinkedHashMap<>();
        for (int i = 0; i < saved.volumes().size(); i++) {
            Resource volume = saved.volumes().get(i);
            String place = volumes.getOrDefault(volume.ref(), volume).id();
            moves.put(volume.id(), place);
            // What was declared may be a link to what was protected.
            moves.put(before.volumes().get(i), place);
        }
        Declaration declaration = before.moved(name, moves);
        restored.declare(declaration);
        return server(declaration);
    }

    @Override
    public void remove(String id) throws IOException {
        restored.forget(id);
    }

    private static Declaration declaration(Server server) throws RedoubtException {
        try {
            return Declaration.fromJson(server.id(), server.description());
        } catch (IllegalArgumentException e) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, e.getMessage()), e);
        }
    }
}
