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
 * encrypted, has been tampered with or replaced.
 *
 * @param file where it is noted
 */
record Pin(HomeFile file) {

    /** Refuses a config that is not the one that was seen; notes the first one. */
    void check(VaultConfig config) throws VaultException {
        String seen = Sha256.hex(config.bytes(), 0, config.bytes().length);
        Optional<JsonObject> noted = noted();
        if (noted.isEmpty()) {
            file.writeIfAbsent(JsonObject.builder().put("formatVersion", 1).put("vaultId", config.vaultId().toString())
                    .put("encrypted", config.encrypted()).put("config", seen).build() + "\n");
            noted = noted();
        }
        if (!noted.flatMap(json -> json.string("config")).filter(seen::equals).isPresent()) {
            throw refused("another vault than the one that this home has seen there");
        }
    }

    /** Refuses to make a vault where one was seen. */
    void checkNone() throws VaultException {
        if (noted().isPresent()) {
            throw refused("no vault any more, and this home has seen one there");
        }
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
