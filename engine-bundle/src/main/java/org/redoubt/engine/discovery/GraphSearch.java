package org.redoubt.engine.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.RefusedException;

/**
 * Finds resources by asking a fixed set of plugins. A graph is searched level by level: all dependents of one level are asked
 * for at the same time, so depth costs neither stack nor threads. For one discovery; not thread-safe.
 */
final class GraphSearch {
    private static final int MOST_PROBLEMS = 100;

    private final List<Protectable> plugins;
    private final Questioner questioner;
    private final Conduct conduct;
    private final Findings findings = new Findings();

    /**
     * @param plugins the preferred first
     */
    GraphSearch(List<Protectable> plugins, int parallelism, Conduct conduct) {
        this.plugins = List.copyOf(plugins);
        this.conduct = conduct;
        this.questioner = new Questioner(parallelism, conduct);
    }

    /** An answer with the place of the plugin in the order of preference. */
    private record Ranked(int rank, List<Resource> resources) {
    }

    /** All resources of a type. */
    List<Resource> list(String type) throws RedoubtException {
        List<Question<Ranked>> questions = new ArrayList<>();
        forType(type, (rank, plugin) -> questions.add(question(rank, plugin, "which resources of " + type + " there are", type,
                () -> plugin.plugin().listResources(conduct))));
        answers(questions).forEach(answer -> answer.resources().forEach(resource -> findings.add(resource, answer.rank())));
        return findings.resources();
    }

    /** The proper identities of some resources. */
    Map<ResourceRef, ResourceRef> show(List<ResourceRef> wanted) throws RedoubtException {
        List<ResourceRef> distinct = List.copyOf(new LinkedHashSet<>(wanted));
        List<Question<Ranked>> questions = new ArrayList<>();
        List<ResourceRef> askedFor = new ArrayList<>();
        for (ResourceRef ref : distinct) {
            forType(ref.type(), (rank, plugin) -> {
                askedFor.add(ref);
                questions.add(question(rank, plugin, "what " + ref + " is", ref.toString(), () -> shown(plugin, ref)));
            });
        }
        List<Ranked> answers = answers(questions);
        Map<ResourceRef, ResourceRef> proper = new HashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            for (Resource resource : answers.get(i).resources()) {
                findings.add(resource, answers.get(i).rank());
                proper.putIfAbsent(askedFor.get(i), resource.ref());
            }
        }
        List<Problem> missing = distinct.stream().filter(ref -> !proper.containsKey(ref)).map(this::notFound).toList();
        refuse(first(missing));
        return proper;
    }

    private List<Resource> shown(Protectable plugin, ResourceRef ref) throws Exception {
        Optional<Resource> answer = plugin.plugin().showResource(conduct, ref.id());
        return answer == null ? null : answer.map(List::of).orElse(List.of());
    }

    /** A resource that was found. */
    Resource found(ResourceRef ref) {
        return findings.find(ref);
    }

    /** Everything below what was shown. */
    ResourceGraph descend() throws RedoubtException {
        int from = 0;
        while (from < findings.size()) {
            int to = findings.size();
            level(from, to);
            from = to;
        }
        return findings.graph();
    }

    private void level(int from, int to) throws RedoubtException {
        List<Question<Ranked>> questions = new ArrayList<>();
        List<Integer> parents = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Resource parent = findings.resource(i);
            for (int rank = 0; rank < plugins.size(); rank++) {
                Protectable plugin = plugins.get(rank);
                if (plugin.parents().contains(parent.type())) {
                    parents.add(i);
                    questions.add(question(rank, plugin, "the " + plugin.type() + " that " + parent + " depends on", parent.toString(),
                            () -> plugin.plugin().getDependentResources(conduct, parent)));
                }
            }
        }
        List<Ranked> answers = answers(questions);
        for (int i = 0; i < answers.size(); i++) {
            for (Resource child : answers.get(i).resources()) {
                findings.edge(parents.get(i), findings.add(child, answers.get(i).rank()));
            }
        }
    }

    private interface Asker {
        void ask(int rank, Protectable plugin);
    }

    private void forType(String type, Asker asker) {
        for (int rank = 0; rank < plugins.size(); rank++) {
            if (plugins.get(rank).type().equals(type)) {
                asker.ask(rank, plugins.get(rank));
            }
        }
    }

    private static Question<Ranked> question(int rank, Protectable plugin, String about, String subject, Question.Body<List<Resource>> body) {
        return new Question<>(plugin.label(), about, subject, plugin.plugin(), () -> new Ranked(rank, checked(plugin.type(), body.ask())));
    }

    private static List<Resource> checked(String type, List<Resource> answer) {
        if (answer == null) {
            throw new BrokenContractException("it answered null");
        }
        List<Resource> copy = new ArrayList<>();
        for (Resource resource : answer) {
            if (resource == null) {
                throw new BrokenContractException("one of the resources in its answer is null");
            }
            if (!resource.type().equals(type)) {
                throw new BrokenContractException("it discovers " + type + " and answered " + resource);
            }
            copy.add(resource);
        }
        return copy;
    }

    private List<Ranked> answers(List<Question<Ranked>> questions) throws RedoubtException {
        List<Answer<Ranked>> answers = questioner.ask(questions);
        refuse(first(answers.stream().flatMap(answer -> answer.problem().stream()).toList()));
        return answers.stream().map(answer -> answer.value().orElseThrow()).toList();
    }

    /** No more than somebody would read, and how many there are besides. */
    private static List<Problem> first(List<Problem> problems) {
        int more = problems.size() - MOST_PROBLEMS;
        if (more <= 0) {
            return problems;
        }
        Problem rest = Problem.of(problems.getLast().kind(), "There are " + more + " more problems like these.").hint("Mend these first.");
        return Stream.concat(problems.stream().limit(MOST_PROBLEMS), Stream.of(rest)).toList();
    }

    private static void refuse(List<Problem> problems) throws RedoubtException {
        if (problems.size() == 1) {
            throw new RedoubtException(problems.getFirst());
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
    }

    private Problem notFound(ResourceRef ref) {
        return Problem.of(ProblemKind.NOT_FOUND, "There is no resource " + ref + ".")
                .hint("`redoubt protectables " + ref.type() + "` lists all there are.").subject(ref.toString());
    }
}
