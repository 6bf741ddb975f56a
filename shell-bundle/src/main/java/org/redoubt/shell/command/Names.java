package org.redoubt.shell.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.redoubt.api.access.Caller;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.service.ProviderView;

/**
 * The names that a word of a usage may stand for now.
 *
 * @param door the engine; without it there are none
 * @param caller who asks
 */
record Names(FrontDoor door, Caller caller) {
    /** Of older ones somebody who knows what they want types the beginning from a list. */
    private static final int MOST = 200;

    /**
     * The names, or none where anything may be typed or nobody can be asked: completion is no place to complain.
     *
     * @param owner the option or command that takes the word
     * @param word what stands for it in the usage
     */
    List<String> of(String owner, String word) {
        if (word.contains("|") && word.equals(word.toLowerCase(Locale.ROOT))) {
            return List.of(word.split("\\|"));
        }
        return door.now().map(service -> asked(service, owner, word)).orElse(List.of());
    }

    private List<String> asked(ProtectionService service, String owner, String word) {
        try {
            return switch (owner + " " + word) {
                case "--plan NAME", "plan show NAME", "plan delete NAME" -> service.plans(caller).list().stream().map(Plan::name).toList();
                case "--provider NAME", "providers NAME" -> providers(service);
                default -> switch (word) {
                    case "PROVIDER" -> providers(service);
                    case "TYPE" -> service.protectables(caller).types();
                    case "OPERATION" -> latestAnd(service.operations(caller).list(false, MOST).stream().map(each -> each.id().value()));
                    case "ID", "BEFORE", "AFTER" -> latestAnd(service.checkpoints(caller).listReadable(CheckpointQuery.all().limit(MOST)).checkpoints()
                            .stream().map(each -> each.id().value()));
                    default -> List.of();
                };
            };
        } catch (RedoubtException e) {
            return List.of();
        }
    }

    private List<String> providers(ProtectionService service) throws RedoubtException {
        return service.providers(caller).list().stream().map(ProviderView::name).toList();
    }

    private static List<String> latestAnd(Stream<String> ids) {
        return Stream.concat(Stream.of("latest"), ids).toList();
    }
}
