package org.redoubt.shell.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.service.ProviderView;
import org.redoubt.api.service.StorageUse;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.content.UsageText;
import org.redoubt.shell.render.ConsistencyText;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.render.Table;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt stats}. */
@Component(service = Command.class)
@GogoFunction(function = "stats")
public final class Stats extends Command {
    private static final Usage USAGE = CheckpointOperand.in(Usage.of("stats", "Says what checkpoints take: as they are, unique, and stored."))
            .operands("[ID]", 0, 1)
            .example("stats")
            .example("stats latest --json");

    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Stats(@Reference FrontDoor door) {
        super(USAGE);
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door.open();
        if (invocation.arguments().operands().isEmpty()) {
            return banks(invocation, service);
        }
        CheckpointId id = CheckpointOperand.of(invocation, service.checkpoints(invocation.caller()));
        var usage = service.contents(invocation.caller()).usage(id);
        if (invocation.json()) {
            invocation.document(UsageText.json(usage).toBuilder().put("checkpoint", id.value())
                    .put("resources", JsonArray.of(usage.shares().stream().map(Stats::resource).toList())).build());
        } else {
            Table table = new Table("RESOURCE", ">SIZE", ">UNIQUE", ">STORED");
            usage.shares().forEach(share -> table.row(share.of().toString(), Human.bytes(share.bytes()), Human.bytes(share.added().bytes()),
                    Human.bytes(share.added().inBank())));
            table.print(invocation.out(), "It holds no resources.");
            invocation.out().println("Consistency " + ConsistencyText.of(service.checkpoints(invocation.caller()).show(id)) + ".");
            UsageText.print(usage, "resource", invocation.out());
            complain(invocation, usage.problems());
        }
        return usage.problems().isEmpty() ? DONE : FAILED;
    }

    private static JsonObject resource(StorageUse.Share<ResourceRef> share) {
        return UsageText.json(share).toBuilder().put("type", share.of().type()).put("id", share.of().id()).build();
    }

    private static void complain(Invocation invocation, List<Problem> problems) {
        problems.forEach(problem -> invocation.err().println("redoubt: " + Complaint.sentence(problem)));
    }

    private static int banks(Invocation invocation, ProtectionService service) throws RedoubtException {
        List<Problem> problems = new ArrayList<>();
        List<JsonObject> documents = new ArrayList<>();
        for (ProviderView provider : providers(invocation, service)) {
            try {
                var usage = service.contents(invocation.caller()).usage(provider.name());
                problems.addAll(usage.problems());
                documents.add(UsageText.json(usage).toBuilder().put("provider", provider.name()).put("bank", provider.bank())
                        .put("checkpoints", JsonArray.of(usage.shares().stream().map(Stats::checkpoint).toList())).build());
                if (!invocation.json()) {
                    print(invocation, provider, usage);
                }
            } catch (RedoubtException e) {
                Problem why = Problem.of(e.kind(), "What is in the bank \"" + provider.bank() + "\" could not be counted: " + e.problem().message());
                problems.add(e.problem().hint().map(why::hint).orElse(why));
            }
        }
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("providers", JsonArray.of(documents))
                    .put("problems", JsonArray.of(problems.stream().map(Problem::toJson).toList())).build());
        } else {
            complain(invocation, problems);
        }
        return problems.isEmpty() ? DONE : FAILED;
    }

    /** Those that were asked for, one for each bank. */
    private static List<ProviderView> providers(Invocation invocation, ProtectionService service) throws RedoubtException {
        var providers = service.providers(invocation.caller());
        var only = invocation.arguments().value("--provider");
        if (only.isPresent()) {
            return List.of(providers.show(only.get()));
        }
        return oneForEachBank(providers.list());
    }

    static List<ProviderView> oneForEachBank(List<ProviderView> providers) {
        Set<String> banks = new HashSet<>();
        return providers.stream().filter(provider -> banks.add(provider.bank())).toList();
    }

    private static JsonObject checkpoint(StorageUse.Share<CheckpointView> share) {
        return UsageText.json(share).toBuilder().put("id", share.of().id().value()).put("createdAt", share.of().createdAt().toString()).build();
    }

    private static void print(Invocation invocation, ProviderView provider, StorageUse<CheckpointView> usage) {
        invocation.out().println("Bank " + provider.bank());
        Table table = new Table("CHECKPOINT", "CREATED", "PLAN", "CONSISTENCY", ">SIZE", ">NEW", ">STORED", ">ITS OWN");
        usage.shares().forEach(share -> table.row(share.of().id().value(), Human.time(share.of().createdAt()), share.of().plan().orElse("-"), ConsistencyText.of(share.of()),
                Human.bytes(share.bytes()), Human.bytes(share.added().bytes()), Human.bytes(share.added().inBank()), Human.bytes(share.only().inBank())));
        table.print(invocation.out(), "There are no checkpoints.");
        if (!usage.shares().isEmpty()) {
            UsageText.print(usage, "checkpoint", invocation.out());
        }
    }
}
