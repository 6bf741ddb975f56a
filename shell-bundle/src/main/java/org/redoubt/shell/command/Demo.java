package org.redoubt.shell.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.os.HostFiles;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.demo.Fingerprint;
import org.redoubt.shell.demo.SampleServer;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt demo}. */
@Component(service = Command.class)
@GogoFunction(function = "demo")
public final class Demo extends Command {
    private static final String SERVER = "Host::Server";
    private static final Duration FREEZE_BUDGET = Duration.ofMinutes(1);
    private static final String DISPOSABLE = "--disposable";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long BREATH_MILLIS = 50;

    private final BundleContext context;
    private final FrontDoor door;
    private final CommandBook book;
    private final Path etc;
    private final OwnKey key;

    /** Made by the component runtime. */
    @Activate
    public Demo(BundleContext context, @Reference FrontDoor door, @Reference CommandBook book) {
        super(Usage.of("demo", "Shows the main job on a sample server made of this machine's own files, in a temporary place.")
                .flag(DISPOSABLE, "the home is taken away afterwards, so that nothing of it has to be kept"));
        this.context = context;
        this.door = door;
        this.book = book;
        String home = context.getProperty("redoubt.home");
        this.etc = Path.of(home == null ? "." : home, "etc");
        this.key = OwnKey.of(context);
    }

    @Override
    int run(Invocation invocation) throws Exception {
        PrintStream story = invocation.json() ? invocation.err() : invocation.out();
        story.println("A sample server is made of copies of this machine's files, in a temporary place. Nothing else is touched.");
        SampleServer server = SampleServer.make(List.of(Path.of(System.getProperty("java.home"), "conf"),
                Path.of(System.getProperty("java.home"), "legal"), Path.of("/etc"), Path.of("/usr/share/doc")));
        Path declaration = etc.resolve("org.redoubt.server.command-" + server.name() + ".config");
        try {
            Files.writeString(declaration, server.declaration());
            awaitServer(invocation, server);
            return tell(invocation, server, story);
        } finally {
            Files.deleteIfExists(declaration);
            server.remove();
        }
    }

    private int tell(Invocation invocation, SampleServer server, PrintStream story) throws Exception {
        // Java alone cannot set the times of links; the restore says so as well.
        boolean complete = context.getServiceReference(HostFiles.class) != null;
        Fingerprint before = Fingerprint.of(server.volumes(), complete);
        story.println("The server \"" + server.name() + "\" has two volumes in " + server.volumes() + ": the directory www and the "
                + "sparse image disk.img, " + Human.count(before.entries().size(), "entry").replace("entrys", "entries") + " in all.");

        chapter(story, "What will happen: the server is frozen, its volumes are taken, it is thawed, then the bulk is moved.");
        redoubt(invocation, story, "lattice", resource(server));
        chapter(story, "Protect it.");
        OperationView made = protect(invocation, server, story);
        String checkpoint = made.checkpoint().value();
        redoubt(invocation, story, "show", checkpoint);
        chapter(story, "What did happen, and when.");
        redoubt(invocation, story, "timeline", made.id().value());

        chapter(story, "Now something terrible happens to the server.");
        server.damage();
        int damaged = compare(before, Fingerprint.of(server.volumes(), complete), story);
        chapter(story, "Restore it to where it was.");
        redoubt(invocation, story, "restore", checkpoint, "--on-conflict", "replace");
        int left = compare(before, Fingerprint.of(server.volumes(), complete), story);

        chapter(story, "Verify reads every byte of the checkpoint back; delete takes it away, and with --purge it cannot be undeleted.");
        redoubt(invocation, story, "verify", checkpoint);
        redoubt(invocation, story, "delete", checkpoint, "--purge");
        redoubt(invocation, story, "checkpoints");
        if (left > 0 || damaged == 0) {
            throw new RedoubtException(Problem.of(ProblemKind.DAMAGED, "The restored server is not what it was: "
                    + left + " entries differ."));
        }
        story.println();
        story.println("Everything came back as it was: content, owners, permissions and times of " + before.entries().size()
                + " entries" + (complete ? "" : ", but for the times of symbolic links, which this runtime cannot set")
                + ". The temporary place is removed.");
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("demo", JsonObject.builder()
                    .put("entries", before.entries().size()).put("damaged", damaged).put("different", left).build()).build());
        }
        return DONE;
    }

    private static void chapter(PrintStream story, String sentence) {
        story.println();
        story.println("== " + sentence);
    }

    private static String resource(SampleServer server) {
        return SERVER + "#" + server.name();
    }

    private void redoubt(Invocation invocation, PrintStream story, String... words) throws RedoubtException {
        List<String> all = typed(invocation, story, words);
        succeed(words[0], book.command(List.of(words[0])).orElseThrow()
                .execute(invocation.visitor(), all.subList(1, all.size()), story, invocation.err()));
    }

    /** Others may protect at the same time: what is restored and purged later is what this very operation has made. */
    private OperationView protect(Invocation invocation, SampleServer server, PrintStream story) throws Exception {
        typed(invocation, story, "protect", resource(server), "--freeze-budget", FREEZE_BUDGET.toMinutes() + "m");
        boolean hadKey = key.isThere();
        ProtectionService service = door.open();
        Plan plan = Plan.builder("ad-hoc").project(invocation.caller().project()).resource(new ResourceRef(SERVER, server.name()))
                .freezeBudget(FREEZE_BUDGET).build();
        Invocation told = new Invocation(invocation.visitor(), usage().parse(project(invocation)), story, invocation.err());
        Protected ended = Protected.await(service, told, service.protect(invocation.caller(), ProtectRequest.of(plan)));
        if (!invocation.arguments().has(DISPOSABLE)) {
            key.tellIfMade(hadKey, invocation.err());
        }
        succeed("protect", ended.tell(told));
        return ended.operation();
    }

    private static List<String> typed(Invocation invocation, PrintStream story, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(project(invocation));
        story.println();
        story.println("$ redoubt " + String.join(" ", all));
        return all;
    }

    private static List<String> project(Invocation invocation) {
        return invocation.arguments().value("--project").map(name -> List.of("--project", name)).orElse(List.of());
    }

    private static void succeed(String command, int status) throws RedoubtException {
        if (status != DONE) {
            throw new RedoubtException(Problem.of(ProblemKind.INTERNAL,
                    "The demo ended early, as `redoubt " + command + "` did not succeed.").hint("It has said above why."));
        }
    }

    private static int compare(Fingerprint before, Fingerprint after, PrintStream story) {
        List<String> different = before.differences(after);
        story.println("Compared entry by entry with what it was: " + (different.isEmpty() ? "no difference."
                : different.size() + " differences, such as " + different.getFirst() + "."));
        return different.size();
    }

    /** The declaration is read within a second or two. */
    private void awaitServer(Invocation invocation, SampleServer server) throws RedoubtException, InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                door.open().protectables(invocation.caller()).show(SERVER, server.name());
                return;
            } catch (RedoubtException e) {
                if (System.nanoTime() > giveUp) {
                    throw e;
                }
                Thread.sleep(BREATH_MILLIS);
            }
        }
    }
}
