package org.redoubt.api.problem;

import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.json.JsonObject;

/**
 * One thing that is wrong: its kind, one sentence that says what, a hint that says what to do, and the subject it is about.
 * Immutable and thread-safe; equality is by value.
 */
public final class Problem {
    private final ProblemKind kind;
    private final String message;
    private final String hint;
    private final String subject;

    private Problem(ProblemKind kind, String message, String hint, String subject) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.message = Objects.requireNonNull(message, "message");
        this.hint = hint;
        this.subject = subject;
    }

    /**
     * A problem without hint and subject.
     *
     * @param kind what sort of problem
     * @param message one sentence for a person, without a stack trace
     * @return the problem
     */
    public static Problem of(ProblemKind kind, String message) {
        return new Problem(kind, message, null, null);
    }

    /**
     * The problem that a throwable stands for: the one that it carries if it is a {@link RedoubtException}, else one of the
     * given kind made from its message.
     *
     * @param kind the kind if the throwable carries none
     * @param thrown what was thrown
     * @return the problem
     */
    public static Problem of(ProblemKind kind, Throwable thrown) {
        if (thrown instanceof RedoubtException known) {
            return known.problem();
        }
        String text = thrown.getMessage();
        String name = thrown.getClass().getSimpleName();
        return of(kind, text == null || text.isBlank() ? name : name + ": " + text);
    }

    /**
     * This problem with a sentence that says what to do. It speaks to whoever uses this API: a front end may put what its own
     * users type in the place of {@code the parameter TYPE.MEMBER=VALUE} and {@code the option NAME}, where the name is that of
     * the method of a request.
     */
    public Problem hint(String text) {
        return new Problem(kind, message, Objects.requireNonNull(text), subject);
    }

    /** This problem with the thing it is about: a resource as {@code type#id}, a key, a file, a JSON pointer. */
    public Problem subject(String text) {
        return new Problem(kind, message, hint, Objects.requireNonNull(text));
    }

    /** What sort of problem it is. */
    public ProblemKind kind() {
        return kind;
    }

    /** One sentence for a person. */
    public String message() {
        return message;
    }

    /** What to do about it. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** What it is about. */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** The members {@code kind}, {@code message} and, where known, {@code hint} and {@code subject}. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("kind", kind.word()).put("message", message);
        hint().ifPresent(text -> json.put("hint", text));
        subject().ifPresent(text -> json.put("subject", text));
        return json.build();
    }

    /** The reverse of {@link #toJson()}; a kind that this version does not know becomes {@link ProblemKind#INTERNAL}. */
    public static Problem fromJson(JsonObject json) {
        ProblemKind kind = ProblemKind.INTERNAL;
        for (ProblemKind known : ProblemKind.values()) {
            if (known.word().equals(json.string("kind").orElse(""))) {
                kind = known;
            }
        }
        return new Problem(kind, json.string("message").orElse(""), json.string("hint").orElse(null),
                json.string("subject").orElse(null));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Problem that && kind == that.kind && message.equals(that.message)
                && Objects.equals(hint, that.hint) && Objects.equals(subject, that.subject);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, message, hint, subject);
    }

    /** The subject, the message and the hint on one line. */
    @Override
    public String toString() {
        return (subject == null ? "" : subject + ": ") + message + (hint == null ? "" : " " + hint);
    }
}
