package org.redoubt.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.redoubt.api.access.Secret;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt key export}. */
final class KeyExport extends KeyCommand {

    KeyExport(FrontDoor door) {
        super(door, Usage.of("key export", "Writes a copy of the key file of this home to FILE, which must not be there. Keep it on another machine or on "
                + "paper: without a key nothing that is stored can be read again, and whoever has it can read all of it.")
                .operands("FILE", 1, 1));
    }

    @Override
    int run(Invocation invocation, VaultKeys keys) throws RedoubtException {
        Path file = invocation.path(invocation.arguments().operands().getFirst());
        refuseInBank(file);
        try (Secret secret = keys.export()) {
            SecretFile.write(file, secret);
        }
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("file", file.toString()).build());
        } else {
            invocation.out().println("The key of this home is in " + file + ". Keep it in another place than this machine and its banks.");
        }
        return DONE;
    }

    /** Whoever gets hold of a bank must not have its key as well. */
    private static void refuseInBank(Path file) throws RedoubtException {
        for (Path directory = real(file).getParent(); directory != null; directory = directory.getParent()) {
            if (Files.isRegularFile(directory.resolve("bank.json"))) {
                throw new RedoubtException(Problem.of(ProblemKind.INVALID, file + " lies in the bank " + directory
                        + ", and whoever gets hold of that would have the key as well.").hint("Name a file in another place."));
            }
        }
    }

    /** Where a file that is not there yet would be, whatever links lead to it. */
    private static Path real(Path file) {
        try {
            return file.getParent() == null ? file : file.getParent().toRealPath().resolve(file.getFileName());
        } catch (IOException absent) {
            return file;
        }
    }
}
