package org.redoubt.api.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.ResourceRef;

/** A named set of resources with a provider and parameters. Immutable; made with a builder. */
public final class Plan {
    private final String id;
    private final String name;
    private final ProjectId project;
    private final String provider;
    private final String description;
    private final List<ResourceRef> resources;
    private final ParameterSet parameters;
    private final FailurePolicy onFailure;
    private final Duration freezeBudget;
    private final Duration hookTimeout;
    private final Duration deadline;
    private final Grade minimumConsistency;
    private final Priority priority;

    private Plan(Builder builder) {
        id = builder.id;
        name = builder.name;
        project = builder.project;
        provider = builder.provider;
        description = builder.description;
        resources = List.copyOf(builder.resources);
        parameters = builder.parameters;
        onFailure = builder.onFailure;
        freezeBudget = builder.freezeBudget;
        hookTimeout = builder.hookTimeout;
        deadline = builder.deadline;
        minimumConsistency = builder.minimumConsistency;
        priority = builder.priority;
    }

    /**
     * Starts a plan of the default project with the provider {@code default}.
     *
     * @param name 1 to 64 characters out of {@code a-z A-Z 0-9 _ . -}, the first a letter or digit; unique in the project
     * @throws IllegalArgumentException if the name is of another form
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Its id, a UUID; empty until it is stored. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** Its name, unique in its project. */
    public String name() {
        return name;
    }

    /** Whose it is. */
    public ProjectId project() {
        return project;
    }

    /** The provider that keeps its checkpoints. */
    public String provider() {
        return provider;
    }

    /** A sentence for people; may be empty. */
    public String description() {
        return description;
    }

    /** The resources to begin discovery with. */
    public List<ResourceRef> resources() {
        return resources;
    }

    /** Its parameters. */
    public ParameterSet parameters() {
        return parameters;
    }

    /** What a failure of one resource means for the others. */
    public FailurePolicy onFailure() {
        return onFailure;
    }

    /** How long a consistency group may be frozen. */
    public Optional<Duration> freezeBudget() {
        return Optional.ofNullable(freezeBudget);
    }

    /** How long one hook may take. */
    public Optional<Duration> hookTimeout() {
        return Optional.ofNullable(hookTimeout);
    }

    /** How long a whole operation may take. */
    public Optional<Duration> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** Less than this is a failure. */
    public Optional<Grade> minimumConsistency() {
        return Optional.ofNullable(minimumConsistency);
    }

    /** Whose main hooks come first. */
    public Priority priority() {
        return priority;
    }

    /** Starts a plan like this one. */
    public Builder toBuilder() {
        Builder builder = new Builder(name).project(project).provider(provider).description(description)
                .parameters(parameters).onFailure(onFailure).priority(priority);
        builder.id = id;
        builder.resources.addAll(resources);
        builder.freezeBudget = freezeBudget;
        builder.hookTimeout = hookTimeout;
        builder.deadline = deadline;
        builder.minimumConsistency = minimumConsistency;
        return builder;
    }

    /** The plan as a document; durations are in ISO 8601. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        id().ifPresent(text -> json.put("id", text));
        json.put("name", name).put("project", project.value()).put("provider", provider).put("description", description);
        json.put("resources", JsonArray.of(resources.stream()
                .map(r -> JsonObject.builder().put("type", r.type()).put("id", r.id()).build()).toList()));
        json.put("parameters", parameters.toJson()).put("onFailure", onFailure.word());
        freezeBudget().ifPresent(d -> json.put("freezeBudget", d.toString()));
        hookTimeout().ifPresent(d -> json.put("hookTimeout", d.toString()));
        deadline().ifPresent(d -> json.put("deadline", d.toString()));
        minimumConsistency().ifPresent(g -> json.put("minimumConsistency", g.word()));
        json.put("priority", priority.word());
        return json.build();
    }

    /**
     * The reverse of {@link #toJson()}; unknown members are ignored.
     *
     * @throws IllegalArgumentException if a member cannot be understood, in one sentence
     */
    public static Plan fromJson(JsonObject json) {
        return PlanReader.read(json);
    }

    /**
     * The members of a document that no plan has: misspelt, or of a later version.
     *
     * @param json a document as {@link #toJson()} makes it
     * @return their names, in order
     */
    public static List<String> unknownMembers(JsonObject json) {
        return PlanReader.unknown(json);
    }

    /** Builds a plan. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private String id;
        private ProjectId project = ProjectId.DEFAULT;
        private String provider = "default";
        private String description = "";
        private final List<ResourceRef> resources = new ArrayList<>();
        private ParameterSet parameters = ParameterSet.empty();
        private FailurePolicy onFailure = FailurePolicy.STOP;
        private Duration freezeBudget;
        private Duration hookTimeout;
        private Duration deadline;
        private Grade minimumConsistency;
        private Priority priority = Priority.NORMAL;

        private Builder(String name) {
            if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,63}")) {
                throw new IllegalArgumentException("A plan is named with 1 to 64 letters, digits, \"_\", \".\" or \"-\", not \"" + name + "\".");
            }
            this.name = name;
        }

        /** Sets the id; the store does. */
        public Builder id(String uuid) {
            id = Objects.requireNonNull(uuid);
            return this;
        }

        /** Sets whose it is. */
        public Builder project(ProjectId owner) {
            project = Objects.requireNonNull(owner);
            return this;
        }

        /** Sets the provider. */
        public Builder provider(String providerName) {
            provider = Objects.requireNonNull(providerName);
            return this;
        }

        /** Sets a sentence for people. */
        public Builder description(String text) {
            description = Objects.requireNonNull(text);
            return this;
        }

        /** Adds a resource; one that is there already is not added again. */
        public Builder resource(ResourceRef ref) {
            if (!resources.contains(ref)) {
                resources.add(ref);
            }
            return this;
        }

        /** Sets the parameters. */
        public Builder parameters(ParameterSet set) {
            parameters = Objects.requireNonNull(set);
            return this;
        }

        /** Sets what a failure means. */
        public Builder onFailure(FailurePolicy policy) {
            onFailure = Objects.requireNonNull(policy);
            return this;
        }

        /** Sets how long a group may be frozen. */
        public Builder freezeBudget(Duration budget) {
            freezeBudget = positive(budget);
            return this;
        }

        /** Sets how long one hook may take. */
        public Builder hookTimeout(Duration timeout) {
            hookTimeout = positive(timeout);
            return this;
        }

        /** Sets how long an operation may take. */
        public Builder deadline(Duration limit) {
            deadline = positive(limit);
            return this;
        }

        /** Sets the consistency that is demanded. */
        public Builder minimumConsistency(Grade grade) {
            minimumConsistency = Objects.requireNonNull(grade);
            return this;
        }

        /** Sets whose main hooks come first. */
        public Builder priority(Priority is) {
            priority = Objects.requireNonNull(is);
            return this;
        }

        private static Duration positive(Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("A limit of time must be longer than zero, not " + duration + ".");
            }
            return duration;
        }

        /** The plan. */
        public Plan build() {
            return new Plan(this);
        }
    }
}
