package org.redoubt.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CollectRequest;
import org.redoubt.api.service.Collection;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.service.ProviderView;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.shell.collection.CollectionText;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.usage.Sizes;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt collect}. */
@Component(service = Command.class)
@GogoFunction(function = "collect")
public final class Collect extends Command {
    private static final Usage USAGE = Usage.of("collect", "Purges the deleted checkpoints whose grace is over, and then deletes what no checkpoint of the "
            + "bank needs any more: in every bank if no provider is named. Others go on meanwhile.")
            .operands("[PROVIDER]", 0, 1)
            .flag("--dry-run", "say what would be done, and do nothing")
            .option("--max-repack", "SIZE", "read at most so much to store the living part of half-dead packs anew, such as 10G; 0 for none")
            .flag("--without-grace", "purge everything that is deleted, also what was deleted just now")
            .flag("--reseal", "store anew what is sealed with keys that were rotated since, as far as --max-repack allows")
            .flag("--alone", "nobody else uses the bank: needed where the bank promises too little to tell")
            .example("collect --dry-run")
            .example("collect offsite --max-repack 10G");

    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Collect(@Reference FrontDoor door) {
        super(USAGE);
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door.open();
        CollectOptions options = options(invocation);
        List<Collection> done = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (ProviderView provider : providers(invocation, service)) {
            CollectRequest request = CollectRequest.of(provider.name()).options(options);
            request = invocation.arguments().has("--without-grace") ? request.withoutGrace() : request;
            CollectionText text = new CollectionText(provider, invocation.json() ? invocation.err() : invocation.out());
            try {
                Collection collection = service.collect(invocation.caller(), request, text);
                done.add(collection);
                if (!invocation.json()) {
                    text.print(collection);
                }
            } catch (RedoubtException e) {
                Problem why = Problem.of(e.kind(), "The bank \"" + provider.bank() + "\" was not collected: " + e.problem().message());
                problems.add(e.problem().hint().map(why::hint).orElse(why));
            }
        }
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("collections", JsonArray.of(done.stream().map(Collection::toJson).toList()))
                    .put("problems", JsonArray.of(problems.stream().map(Problem::toJson).toList())).build());
        } else {
            problems.forEach(problem -> invocation.err().println("redoubt: " + Complaint.sentence(problem)));
        }
        return problems.isEmpty() && done.stream().allMatch(Collection::whole) ? DONE : FAILED;
    }

    private static CollectOptions options(Invocation invocation) throws UsageException {
        CollectOptions options = CollectOptions.defaults();
        if (invocation.arguments().has("--max-repack")) {
            options = options.maxRepack(Sizes.bytes("--max-repack", invocation.arguments().value("--max-repack").orElseThrow()));
        }
        options = invocation.arguments().has("--reseal") ? options.resealing() : options;
        options = invocation.arguments().has("--alone") ? options.alone() : options;
        return invocation.arguments().has("--dry-run") ? options.dryRun() : options;
    }

    /** The one that was named, or one for each bank. */
    private static List<ProviderView> providers(Invocation invocation, ProtectionService service) throws RedoubtException {
        var providers = service.providers(invocation.caller());
        return invocation.arguments().operands().isEmpty() ? Stats.oneForEachBank(providers.list())
                : List.of(providers.show(invocation.arguments().operands().getFirst()));
    }
}
