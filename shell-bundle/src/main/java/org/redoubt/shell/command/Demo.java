package org.redoubt.shell.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.shell.demo.Fingerprint;
import org.redoubt.shell.demo.SampleServer;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt demo}. */
@Component(service = Command.class)
@GogoFunction(function = "demo")
public final class Demo extends Command {
    private static final String SERVER = "Host::Server";
    private static final String RESOURCE = SERVER + "#" + SampleServer.NAME;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long BREATH_MILLIS = 50;

    private final FrontDoor door;
    private final CommandBook book;
    private final Path etc;

    /** Made by the component runtime. */
    @Activate
    public Demo(BundleContext context, @Reference FrontDoor door, @Reference CommandBook book) {
        super(Usage.of("demo", "Shows the main job on a sample server made of this machine's own files, in a temporary place."));
        this.door = door;
        this.book = book;
        String home = context.getProperty("redoubt.home");
        this.etc = Path.of(home == null ? "." : home, "etc");
    }

    @Override
    int run(Invocation invocation) throws Exception {
        PrintStream story = invocation.json() ? invocation.err() : invocation.out();
        story.println("A sample server is made of copies of this machine's files, in a temporary place. Nothing else is touched.");
        SampleServer server = SampleServer.make(List.of(Path.of(System.getProperty("java.home"), "conf"),
                Path.of(System.getProperty("java.home"), "legal"), Path.of("/etc"), Path.of("/usr/share/doc")));
        Path declaration = etc.resolve("org.redoubt.server.command-" + SampleServer.NAME + ".config");
        try {
            Files.writeString(declaration, server.declaration());
            awaitServer(invocation);
            return tell(invocation, server, story);
        } finally {
            Files.deleteIfExists(declaration);
            server.remove();
        }
    }

    private int tell(Invocation invocation, SampleServer server, PrintStream story) throws Exception {
        Fingerprint before = Fingerprint.of(server.volumes());
        story.println("The server \"" + SampleServer.NAME + "\" has two volumes in " + server.volumes() + ": the directory www and the "
                + "sparse image disk.img, " + Human.count(before.entries().size(), "entry").replace("entrys", "entries") + " in all.");

        chapter(story, "What will happen: the server is frozen, its volumes are taken, it is thawed, then the bulk is moved.");
        redoubt(invocation, story, "lattice", RESOURCE);
        chapter(story, "Protect it.");
        redoubt(invocation, story, "protect", RESOURCE, "--freeze-budget", "1m");
        String checkpoint = newest(invocation);
        redoubt(invocation, story, "show", checkpoint);
        chapter(story, "What did happen, and when.");
        redoubt(invocation, story, "timeline", "latest");

        chapter(story, "Now something terrible happens to the server.");
        server.damage();
        int damaged = compare(before, server, story);
        chapter(story, "Restore it to where it was.");
        redoubt(invocation, story, "restore", checkpoint, "--on-conflict", "replace");
        int left = compare(before, server, story);

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
                + " entries. The temporary place is removed.");
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

    private void redoubt(Invocation invocation, PrintStream story, String... words) throws RedoubtException {
        story.println();
        story.println("$ redoubt " + String.join(" ", words));
        int status = book.command(List.of(words[0])).orElseThrow()
                .execute(invocation.visitor(), List.of(words).subList(1, words.length), story, invocation.err());
        if (status != DONE) {
            throw new RedoubtException(Problem.of(ProblemKind.INTERNAL,
                    "The demo ended early, as `redoubt " + words[0] + "` did not succeed.").hint("It has said above why."));
        }
    }

    private static int compare(Fingerprint before, SampleServer server, PrintStream story) throws IOException {
        List<String> different = before.differences(Fingerprint.of(server.volumes()));
        story.println("Compared entry by entry with what it was: " + (different.isEmpty() ? "no difference."
                : different.size() + " differences, such as " + different.getFirst() + "."));
        return different.size();
    }

    private String newest(Invocation invocation) throws RedoubtException, InterruptedException {
        return door.open().checkpoints(invocation.caller()).list(CheckpointQuery.all().limit(1)).getFirst().id().value();
    }

    /** The declaration is read within a second or two. */
    private void awaitServer(Invocation invocation) throws RedoubtException, InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                door.open().protectables(invocation.caller()).show(SERVER, SampleServer.NAME);
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
