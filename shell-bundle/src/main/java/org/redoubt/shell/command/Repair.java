package org.redoubt.shell.command;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.Loss;
import org.redoubt.api.service.Upkeep;
import org.redoubt.api.vault.RepairReport;
import org.redoubt.shell.content.RepairText;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt repair}. */
@Component(service = Command.class)
@GogoFunction(function = "repair")
public final class Repair extends Command {
    private static final Usage USAGE = Usage.of("repair", "Looks for what checkpoints need and is lost, and stores what can be found so that it counts again.")
            .operands("[PROVIDER]", 0, 1)
            .option("--from", "PROVIDER", "take what is lost from the bank of this provider, if it has the same vault")
            .flag("--dry-run", "say what would be done, and do nothing")
            .example("repair")
            .example("repair --from offsite --dry-run");

    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Repair(@Reference FrontDoor door) {
        super(USAGE);
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        List<String> operands = invocation.arguments().operands();
        Upkeep upkeep = door.open().upkeep(invocation.caller(), operands.isEmpty() ? "default" : operands.getFirst());
        Optional<String> from = invocation.arguments().value("--from");
        RepairReport report = upkeep.repair(invocation.arguments().has("--dry-run"), from);
        List<Loss> losses = report.whole() || report.dryRun() ? List.of() : upkeep.losses();
        if (invocation.json()) {
            JsonObject.Builder json = JsonObject.builder().put("repair", report.toJson().toBuilder()
                    .put("losses", JsonArray.of(losses.stream().map(Loss::toJson).toList())).build());
            if (!report.whole()) {
                json.put("error", problem(report).toJson());
            }
            invocation.document(json.build());
        } else {
            RepairText.lines(report).forEach(invocation.out()::println);
            losses.forEach(loss -> RepairText.lines(loss).forEach(invocation.out()::println));
            report.notices().forEach(notice -> invocation.err().println("note: " + notice));
            if (!report.whole()) {
                invocation.err().println("redoubt: " + problem(report));
            }
        }
        return report.whole() ? DONE : FAILED;
    }

    private static Problem problem(RepairReport report) {
        return Problem.of(ProblemKind.DAMAGED, Human.count(report.left(), "chunk") + (report.left() == 1 ? " is" : " are") + " still lost.");
    }
}
