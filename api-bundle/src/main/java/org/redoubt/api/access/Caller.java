package org.redoubt.api.access;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Who calls the front door, and for which project. Immutable. */
public final class Caller {
    private final String principal;
    private final ProjectId project;
    private final Set<String> roles;
    private final String credentials;

    private Caller(String principal, ProjectId project, Set<String> roles, String credentials) {
        this.principal = Objects.requireNonNull(principal);
        this.project = Objects.requireNonNull(project);
        this.roles = Set.copyOf(roles);
        this.credentials = credentials;
    }

    /**
     * A caller without roles.
     *
     * @param principal who: a user's or a service's name
     * @param project on whose behalf
     */
    public static Caller of(String principal, ProjectId project) {
        return new Caller(principal, project, Set.of(), null);
    }

    /** This caller with roles. */
    public Caller roles(Set<String> names) {
        return new Caller(principal, project, names, credentials);
    }

    /** This caller with a reference {@code secret:NAME} to what it proves itself with towards the systems that plugins talk to. */
    public Caller credentials(String reference) {
        return new Caller(principal, project, roles, Objects.requireNonNull(reference));
    }

    /** Who. */
    public String principal() {
        return principal;
    }

    /** On whose behalf. */
    public ProjectId project() {
        return project;
    }

    /** In which roles. */
    public Set<String> roles() {
        return roles;
    }

    /** The reference to credentials; never the credentials themselves. */
    public Optional<String> credentials() {
        return Optional.ofNullable(credentials);
    }

    @Override
    public String toString() {
        return principal + "@" + project;
    }
}
