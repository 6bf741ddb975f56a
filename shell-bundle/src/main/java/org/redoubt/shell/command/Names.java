package org.redoubt.shell.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.redoubt.api.access.Caller;
import org.redoubt.api.checkpoint.CheckpointStatus;
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
                case "operations ID" -> operations(service);
                case "undelete ID" -> checkpoints(service, CheckpointQuery.all().status(CheckpointStatus.DELETED)).toList();
                case "key remove ID" -> List.of();
                default -> switch (word) {
                    case "PROVIDER" -> providers(service);
                    case "TYPE" -> service.protectables(caller).types();
                    case "OPERATION" -> operations(service);
                    case "ID", "BEFORE", "AFTER" -> latestAnd(checkpoints(service, CheckpointQuery.all()));
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

    private List<String> operations(ProtectionService service) throws RedoubtException {
        return latestAnd(service.operations(caller).list(false, MOST).stream().map(each -> each.id().value()));
    }

    private Stream<String> checkpoints(ProtectionService service, CheckpointQuery query) throws RedoubtException {
        return service.checkpoints(caller).listReadable(query.limit(MOST)).checkpoints().stream().map(each -> each.id().value());
    }

    private static List<String> latestAnd(Stream<String> ids) {
        return Stream.concat(Stream.of("latest"), ids).toList();
    }
}
