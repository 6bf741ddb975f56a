package org.redoubt.shell.command;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.shell.content.ScrubText;
import org.redoubt.shell.operation.AmountLine;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.usage.Arguments;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt scrub}. */
@Component(service = Command.class)
@GogoFunction(function = "scrub")
public final class Scrub extends Command {
    private static final Usage USAGE = Usage.of("scrub", "Looks whether what the bank of a provider holds is there and as it was written: of \"default\" if none is named.")
            .operands("[PROVIDER]", 0, 1)
            .option("--depth", "objects|hashes|content",
                    "whether everything is there; has the bytes that were written, which needs no key (if not said); or can be decoded to what it should be")
            .option("--share", "1/N", "only one of N shares of the data: what comes behind the last scrub of this depth")
            .flag("--accept-missing", "take it as right that decisions and deletions are gone that this home has seen before, as after the bank was put back from a "
                    + "copy; a scrub without it shows them")
            .example("scrub")
            .example("scrub offsite --depth content --share 1/7");

    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Scrub(@Reference FrontDoor door) {
        super(USAGE);
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        Arguments arguments = invocation.arguments();
        String provider = arguments.operands().isEmpty() ? "default" : arguments.operands().getFirst();
        CheckDepth depth = arguments.oneOf("--depth", CheckDepth.values(), CheckDepth::word).orElse(CheckDepth.HASHES);
        ScrubOptions whole = ScrubOptions.of(depth).share(shares(arguments));
        ScrubOptions options = arguments.has("--accept-missing") ? whole.acceptMissing() : whole;
        ScrubReport report;
        try (AmountLine line = new AmountLine("scrub", invocation.visitor().terminal(), invocation.err(), invocation.json())) {
            report = door.open().upkeep(invocation.caller(), provider)
                    .scrub(options, (done, of) -> line.show(done.bytes(), of.bytes()));
        }
        return tell(invocation, provider, report);
    }

    private static int shares(Arguments arguments) throws UsageException {
        String text = arguments.value("--share").orElse("1/1");
        if (!text.matches("1/[1-9][0-9]{0,5}")) {
            throw new UsageException("`--share` is one of so many shares, such as `1/7`, not `" + text + "`.", "See `redoubt scrub --help`.");
        }
        return Integer.parseInt(text.substring(2));
    }

    private static int tell(Invocation invocation, String provider, ScrubReport report) {
        if (invocation.json()) {
            JsonObject.Builder json = JsonObject.builder().put("scrub", report.toJson().toBuilder().put("provider", provider).build());
            if (!isGood(report)) {
                json.put("error", problem(report).toJson());
            }
            invocation.document(json.build());
        } else {
            invocation.out().println("Provider \"" + provider + "\": " + ScrubText.sentence(report) + (isGood(report) ? " Nothing is damaged." : ""));
            List<String> lines = ScrubText.findings(report);
            lines.forEach(invocation.out()::println);
            report.notices().forEach(notice -> invocation.err().println("note: " + notice));
            if (!isGood(report)) {
                invocation.err().println("redoubt: " + problem(report));
            }
        }
        return isGood(report) ? DONE : FAILED;
    }

    private static boolean isGood(ScrubReport report) {
        return report.sound() && report.whole();
    }

    private static Problem problem(ScrubReport report) {
        if (report.sound()) {
            return Problem.of(ProblemKind.UNAVAILABLE, "Nothing that was looked at is damaged, but not everything could be looked at.")
                    .hint("The notes say what could not; scrub again when that is mended.");
        }
        return Problem.of(ProblemKind.DAMAGED, Human.count(report.damaged(), "object") + (report.damaged() == 1 ? " is" : " are") + " damaged.")
                .hint("`redoubt verify` tells whether a checkpoint needs what is damaged. To protect again what is still there stores anew what the scrub has found lost.");
    }
}
