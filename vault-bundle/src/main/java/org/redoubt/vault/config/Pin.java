package org.redoubt.vault.config;

import java.util.Optional;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.key.HomeFile;
import org.redoubt.vault.wire.Sha256;

/**
 * What a home remembers of the vault of a bank: a bank that shows another one later, or none, or one that lies open where it was
 * encrypted, or with keys that have been replaced since, has been tampered with or put back to an earlier state.
 *
 * @param file where it is noted
 */
record Pin(HomeFile file) {

    /** Refuses a config that is not the one that was seen, and keys older than those; notes what is seen first. */
    void check(VaultConfig config, int generation) throws VaultException {
        String seen = Sha256.hex(config.bytes(), 0, config.bytes().length);
        if (noted().isEmpty()) {
            file.writeIfAbsent(text(config, generation));
        }
        if (!noted().flatMap(json -> json.string("config")).filter(seen::equals).isPresent()) {
            throw refused("another vault than the one that this home has seen there");
        }
        if (generation() > generation) {
            throw refused("older keys than those that this home has seen there");
        }
    }

    /** The newest generation of keys that was seen. */
    long generation() throws VaultException {
        return noted().map(json -> json.number("generation").orElse(1)).orElse(0L);
    }

    /** Notes keys that are newer than those that were seen. */
    void note(VaultConfig config, int generation) throws VaultException {
        if (generation() < generation) {
            file.replace(text(config, generation));
        }
    }

    private static String text(VaultConfig config, int generation) {
        String seen = Sha256.hex(config.bytes(), 0, config.bytes().length);
        return JsonObject.builder().put("formatVersion", 1).put("vaultId", config.vaultId().toString()).put("encrypted", config.encrypted())
                .put("config", seen).put("generation", generation).build() + "\n";
    }

    /** Whether this home has seen a vault there. */
    boolean isThere() throws VaultException {
        return noted().isPresent();
    }

    /** What a home says that has seen a vault there when there is none. */
    VaultException gone() {
        return refused("no vault any more, and this home has seen one there");
    }

    private Optional<JsonObject> noted() throws VaultException {
        Optional<String> text = file.read();
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Json.parseObject(text.get()));
        } catch (JsonException e) {
            throw new VaultException(Problem.of(ProblemKind.DAMAGED, "The file " + file.path() + " is damaged.")
                    .hint("Put back a copy of it, or delete it if you know that the bank can be trusted.").subject(file.path().toString()));
        }
    }

    private VaultException refused(String what) {
        return new VaultException(Problem.of(ProblemKind.CONFLICT, "The bank has " + what + ".")
                .hint("If that is right, delete " + file.path() + ".").subject(file.path().toString()));
    }
}
