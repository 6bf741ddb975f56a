package org.redoubt.shell.command;

import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.Json;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.render.Table;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt restore}. */
@Component(service = Command.class)
@GogoFunction(function = "restore")
public final class Restore extends OperationCommand {
    private static final String VOLUME = "Host::Volume";
    private static final String[] ON_CONFLICT = {"fail", "skip", "replace"};
    private static final Usage USAGE = Inclusion.in(CheckpointOperand.in(Usage.of("restore", "Brings the resources of a checkpoint back.")))
            .option("--to", "DIR", "put each volume at DIR/NAME instead of where it came from")
            .option("--resource", "TYPE#ID", "only this resource and its dependents; may be repeated")
            .option("--on-conflict", "fail|skip|replace", "what to do with files that are there already; fail if not said; what is replaced is gone, also for undo")
            .flag("--partial", "restore from a checkpoint that is only partly there")
            .flag("--keep", "keep what was restored when something else fails")
            .example("restore latest --to /tmp/back")
            .example("restore latest --include /srv/data/etc/hosts --to /tmp/back")
            .example("restore 0198c0de --resource Host::Volume#/srv/data --on-conflict replace");

    /** Made by the component runtime. */
    @Activate
    public Restore(@Reference FrontDoor door) {
        super(USAGE, door);
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door().open();
        RestoreRequest request = request(invocation, service, CheckpointOperand.toRestore(invocation.arguments().operands().getFirst(),
                invocation, service.checkpoints(invocation.caller())));
        OptionalInt dry = dryRun(invocation, request);
        if (dry.isPresent()) {
            return dry.getAsInt();
        }
        OperationView view = follow(invocation, service.restore(invocation.caller(), request));
        if (!invocation.json()) {
            Table table = new Table("STATUS", "RESOURCE", "NOW AT");
            view.resources().forEach(outcome -> table.row(outcome.status().word(), outcome.resource().toString(),
                    outcome.restoredTo().orElse("-")));
            table.print(invocation.out(), "The checkpoint holds no resources.");
        }
        return conclude(invocation, view, answer(view).put("resources", resources(view)),
                Human.count(view.resources().size(), "resource") + " restored from checkpoint " + view.checkpoint() + consistency(invocation, service, view) + "." + Inclusion.part(view));
    }

    /** What is to be restored, as it was typed. */
    static RestoreRequest request(Invocation invocation, ProtectionService service, CheckpointId checkpoint) throws RedoubtException {
        var arguments = invocation.arguments();
        OperationOptions options = options(arguments);
        var conflict = arguments.oneOf("--on-conflict", ON_CONFLICT, word -> word);
        if (conflict.isPresent()) {
            options = options.parameters(options.parameters().with(VOLUME, "onConflict", Json.of(conflict.get())));
        }
        RestoreRequest request = RestoreRequest.of(checkpoint).options(options);
        if (arguments.has("--to")) {
            request = request.target(invocation.path(arguments.value("--to").orElseThrow()).toString());
        }
        request = request.resources(ResourceReader.references(arguments.all("--resource")));
        request = arguments.has("--partial") ? request.allowPartial() : request;
        request = arguments.has("--keep") ? request.keepOnFailure() : request;
        return Inclusion.apply(invocation, request, () -> service.contents(invocation.caller()).list(checkpoint));
    }
}
