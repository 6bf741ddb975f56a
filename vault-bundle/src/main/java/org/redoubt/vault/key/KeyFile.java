package org.redoubt.vault.key;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;

/**
 * The file with the key of a home: a line with the number of its form, the id of the key, and the key, after lines that begin with
 * {@code #}. The id is made from the key, so a mistyped or cut-off one is noticed.
 */
final class KeyFile {
    private static final Logger LOG = System.getLogger(KeyFile.class.getName());
    private static final Pattern LINE = Pattern.compile("(?m)^redoubt-key-1:([0-9a-f]{16}):([0-9a-f]{64})\\s*$");
    private static final String WORDS = """
            # The key of all vaults that were made by this home. Keep a copy of this file in another place: without it nothing that
            # is stored in them can be read again, by anybody. Whoever has it can read all of it.
            """;

    private final HomeFile file;

    KeyFile(Path path) {
        this.file = new HomeFile(path);
    }

    Path path() {
        return file.path();
    }

    /** The key; empty if there is no file. */
    Optional<Kek> find() throws VaultException {
        Optional<String> text = file.read();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        file.refuseIfOpen("key file");
        Optional<Kek> kek = parse(text.get());
        if (kek.isEmpty()) {
            throw new VaultException(Problem.of(ProblemKind.DAMAGED, "The key file " + path() + " is damaged.")
                    .hint("Put back a copy of it.").subject(path().toString()));
        }
        return kek;
    }

    /** All that stands in it; empty if there is no file. */
    Optional<String> text() throws VaultException {
        return find().isEmpty() ? Optional.empty() : file.read();
    }

    /** Whether a text is meant to be that of a key file. */
    static boolean resembles(String text) {
        return text.contains("redoubt-key-");
    }

    /** The key that stands in a text; empty if it is damaged. */
    static Optional<Kek> parse(String text) {
        Matcher line = LINE.matcher(text);
        return line.find() ? Optional.of(new Kek(Kek.Kind.FILE, HexFormat.of().parseHex(line.group(2))))
                .filter(kek -> kek.id().equals(line.group(1))) : Optional.empty();
    }

    /** The key, made if there is none. */
    Kek findOrMake() throws VaultException {
        Optional<Kek> there = find();
        if (there.isPresent()) {
            file.settle();
            return there.get();
        }
        byte[] secret = new byte[Kek.LENGTH];
        new SecureRandom().nextBytes(secret);
        Kek kek = new Kek(Kek.Kind.FILE, secret);
        boolean made = file.writeIfAbsent(WORDS + "redoubt-key-1:" + kek.id() + ":" + HexFormat.of().formatHex(secret) + "\n");
        Arrays.fill(secret, (byte) 0);
        if (made) {
            LOG.log(Level.INFO, "A key was made for the vaults of this home: " + path()
                    + ". Keep a copy of it elsewhere; without it nothing that is stored can be read again.");
        }
        return find().orElseThrow(() -> file.failed("vanished after it was written", null));
    }
}
