package org.redoubt.shell.command;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.Operations.TimelineEntry;
import org.redoubt.shell.timeline.TimelineSvg;
import org.redoubt.shell.timeline.TimelineText;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt timeline}. */
@Component(service = Command.class)
@GogoFunction(function = "timeline")
public final class Timeline extends Command {
    private static final String[] FORMATS = {"text", "svg"};

    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Timeline(@Reference FrontDoor door) {
        super(Usage.of("timeline", "Shows which hook of an operation ran when, and waiting for what.")
                .operands("OPERATION", 1, 1)
                .option("--format", "text|svg", "text if not said")
                .example("timeline latest --format svg > timeline.svg"));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        String format = invocation.arguments().oneOf("--format", FORMATS, word -> word).orElse("text");
        var operations = door.open().operations(invocation.caller());
        List<TimelineEntry> entries = operations.timeline(
                new OperationFinder(operations).find(invocation.arguments().operands().getFirst()));
        if (invocation.json()) {
            invocation.document(JsonObject.builder()
                    .put("timeline", JsonArray.of(entries.stream().map(Timeline::json).toList())).build());
        } else if (format.equals("svg")) {
            invocation.out().print(new TimelineSvg(entries).text());
        } else {
            new TimelineText(entries).print(invocation.out());
        }
        return DONE;
    }

    private static JsonObject json(TimelineEntry entry) {
        return JsonObject.builder()
                .put("type", entry.resource().type())
                .put("id", entry.resource().id())
                .put("name", entry.resource().name())
                .put("hook", entry.hook().word())
                .put("readyAt", entry.readyAt().toString())
                .put("startedAt", entry.startedAt().toString())
                .put("endedAt", entry.endedAt().toString())
                .put("thread", entry.thread())
                .put("waitedFor", entry.waitedFor())
                .put("outcome", entry.outcome())
                .build();
    }
}
