package org.redoubt.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.Contents;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.content.Differences;
import org.redoubt.shell.content.Lines;
import org.redoubt.shell.content.LongDocument;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt diff}. */
@Component(service = Command.class)
@GogoFunction(function = "diff")
public final class Diff extends Command {
    private static final Usage USAGE = CheckpointOperand.in(Usage.of("diff", "Says what differs between two checkpoints: files, and ranges of images."))
            .operands("BEFORE AFTER", 2, 2)
            .option("--resource", "TYPE#ID", "only this resource; may be repeated")
            .example("diff 0198c0de latest");

    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Diff(@Reference FrontDoor door) {
        super(USAGE);
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door.open();
        List<CheckpointId> ids = new ArrayList<>();
        for (String text : invocation.arguments().operands()) {
            ids.add(CheckpointOperand.of(text, invocation, service.checkpoints(invocation.caller())));
        }
        List<ResourceRef> resources = ResourceReader.references(invocation.arguments().all("--resource"));
        Contents contents = service.contents(invocation.caller());
        Differences differences = new Differences();
        if (invocation.json()) {
            JsonObject head = JsonObject.builder().put("before", ids.getFirst().value()).put("after", ids.getLast().value()).build();
            return LongDocument.write(invocation.out(), head, "differences", document -> {
                contents.compare(ids.getFirst(), ids.getLast(), resources, one -> differences.tell(one, document));
                return differences.totals();
            }) ? DONE : FAILED;
        }
        try (Lines lines = new Lines(invocation.out())) {
            contents.compare(ids.getFirst(), ids.getLast(), resources, one -> differences.tell(one, lines::add));
            lines.add(differences.sentence());
        }
        return DONE;
    }
}
