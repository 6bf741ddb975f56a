package org.redoubt.shell.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.ProviderView;
import org.redoubt.api.vault.ScrubNote;
import org.redoubt.shell.content.ScrubText;
import org.redoubt.shell.render.Table;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt providers}. */
@Component(service = Command.class)
@GogoFunction(function = "providers")
public final class Providers extends Command {
    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Providers(@Reference FrontDoor door) {
        super(Usage.of("providers", "Lists the providers: a bank each, and what can be protected with it.")
                .operands("[NAME]", 0, 1));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        var providers = door.open().providers(invocation.caller());
        List<String> names = invocation.arguments().operands();
        List<ProviderView> list = names.isEmpty() ? providers.list() : List.of(providers.show(names.getFirst()));
        Map<String, List<ScrubNote>> scrubs = scrubs(invocation, list);
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("providers", JsonArray.of(list.stream().map(view -> json(view, scrubs)).toList())).build());
            return DONE;
        }
        Table table = new Table("NAME", "BANK", "STATE", "TYPES", "DESCRIPTION");
        list.forEach(view -> table.row(view.name(), view.bank(), view.unusable().isEmpty() ? "usable" : "unusable",
                view.types().isEmpty() ? "-" : String.join(" ", view.types()), view.description()));
        table.print(invocation.out(), "No provider is configured.");
        list.forEach(view -> view.unusable().ifPresent(why -> invocation.out().println("! " + view.name() + ": " + why)));
        scrubs.forEach((bank, notes) -> notes.forEach(note -> invocation.out().println("- " + bank + " was " + ScrubText.sentence(note))));
        return DONE;
    }

    private static JsonObject json(ProviderView view, Map<String, List<ScrubNote>> scrubs) {
        List<ScrubNote> notes = scrubs.getOrDefault(view.bank(), List.of());
        return view.toJson().toBuilder().put("scrubs", JsonArray.of(notes.stream().map(ScrubNote::toJson).toList())).build();
    }

    /** What each bank remembers that can tell it: there may be nothing in it yet, or no key for it. */
    private Map<String, List<ScrubNote>> scrubs(Invocation invocation, List<ProviderView> list) throws UsageException, InterruptedException {
        Map<String, List<ScrubNote>> scrubs = new TreeMap<>();
        for (ProviderView view : list) {
            if (view.unusable().isEmpty() && !scrubs.containsKey(view.bank())) {
                try {
                    scrubs.put(view.bank(), door.open().upkeep(invocation.caller(), view.name()).scrubs());
                } catch (UsageException e) {
                    throw e;
                } catch (RedoubtException unknown) {
                    scrubs.put(view.bank(), List.of());
                }
            }
        }
        return scrubs;
    }
}
