package org.redoubt.shell.command;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.Explanation;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt why}. */
@Component(service = Command.class)
@GogoFunction(function = "why")
public final class Why extends Command {
    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Why(@Reference FrontDoor door) {
        super(Usage.of("why", "Says what an operation, a checkpoint, a plugin or a bank waits for, or why it is as it is.")
                .operands("ID|NAME", 1, 1));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        Explanation why = door.open().why(invocation.caller(), invocation.arguments().operands().getFirst());
        if (invocation.json()) {
            JsonObject.Builder document = JsonObject.builder().put("subject", why.subject())
                    .put("sentences", why.sentences()).put("advice", why.advice());
            why.since().ifPresent(since -> document.put("since", since.toString()));
            invocation.document(JsonObject.builder().put("explanation", document.build()).build());
            return DONE;
        }
        invocation.out().println(why.subject() + why.since().map(since -> ", since " + Human.time(since)).orElse(""));
        why.sentences().forEach(sentence -> invocation.out().println("  " + sentence));
        why.advice().forEach(advice -> invocation.out().println("  -> " + advice));
        return DONE;
    }
}
