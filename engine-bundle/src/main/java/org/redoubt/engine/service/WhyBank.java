package org.redoubt.engine.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.Explanation;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProviderView;
import org.redoubt.engine.provider.ProviderRegistry;

/** Says whether a bank is there, by the name of the bank or of a provider, and what works with it or waits for it. */
final class WhyBank {
    private static final int SHOWN = 10;

    private final ProviderRegistry registry;
    private final List<String> sentences = new ArrayList<>();
    private final Set<String> advice = new LinkedHashSet<>();

    WhyBank(ProviderRegistry registry) {
        this.registry = registry;
    }

    /** The providers of this name, or with the bank of this name. */
    private List<String> providers(String subject) {
        return registry.names().stream().filter(name -> name.equals(subject) || bank(name).filter(subject::equals).isPresent()).toList();
    }

    private Optional<String> bank(String provider) {
        try {
            return Optional.of(registry.provider(provider).bank());
        } catch (RedoubtException wronglyConfigured) {
            return Optional.empty();
        }
    }

    /** Whether there is anything of this name to be explained. */
    boolean knows(String subject) {
        return !providers(subject).isEmpty() || registry.banks().containsKey(subject);
    }

    /** @param open the operations that run, or are still to be gone on with */
    Explanation explain(String subject, List<OperationView> open) throws RedoubtException {
        List<String> providers = providers(subject);
        for (String name : providers) {
            provider(registry.view(name));
        }
        if (providers.isEmpty()) {
            sentences.add("No provider works with the bank \"" + subject + "\", so nothing is kept there.");
            advice.add("Configure a provider with this bank.");
            registry.banks().get(subject).ifPresent(this::problem);
        }
        List<OperationView> users = open.stream().filter(view -> providers.contains(view.provider())).toList();
        users.stream().limit(SHOWN).forEach(user -> sentences.add("The " + user.type().word() + " " + user.id() + " of it is " + user.state().word() + "."));
        if (users.size() > SHOWN) {
            sentences.add("And " + (users.size() - SHOWN) + " more operations of it are open.");
        }
        Optional<Instant> since = registry.since(providers.stream().findFirst().flatMap(this::bank).orElse(subject));
        return new Explanation(subject, sentences, since, List.copyOf(advice));
    }

    private void provider(ProviderView view) {
        sentences.add("The provider \"" + view.name() + "\", whose bank is \"" + view.bank() + "\", "
                + (view.unusable().isEmpty() ? "can be used." : "cannot be used now:"));
        if (view.unusable().isPresent()) {
            Optional<Problem> away = registry.banks().getOrDefault(view.bank(), Optional.empty());
            away.ifPresentOrElse(this::problem, () -> sentences.add(view.unusable().get()));
            advice.add("Operations go on, and may be resumed, when the bank is back; what other banks hold can be used meanwhile.");
        }
    }

    private void problem(Problem problem) {
        sentences.add(problem.message());
        problem.hint().ifPresent(advice::add);
    }
}
