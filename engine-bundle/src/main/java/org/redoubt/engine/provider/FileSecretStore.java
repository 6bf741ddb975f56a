package org.redoubt.engine.provider;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.Secret;
import org.redoubt.api.access.SecretStore;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/**
 * Secrets in files of the home: {@code etc/secrets/NAME}, in UTF-8, without the line end that editors put at the end. A file
 * that others may read is refused. Stores of a higher ranking are asked before. Thread-safe.
 */
@Component(property = "service.ranking:Integer=-1000")
public final class FileSecretStore implements SecretStore {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final int LARGEST = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path folder;

    /** In the home that the framework property {@code redoubt.home} names, else in {@code ~/.redoubt}. */
    @Activate
    public FileSecretStore(BundleContext context) {
        this(Optional.ofNullable(context.getProperty("redoubt.home")).map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".redoubt")).resolve("etc").resolve("secrets"));
    }

    /** In a folder. */
    public FileSecretStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<Secret> secret(Caller caller, String name) throws RedoubtException {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        Path file = folder.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new RedoubtException(Problem.of(ProblemKind.DENIED, "The secret \"" + name + "\" is not used, as others than its owner may read "
                        + file + ".").hint("Run chmod 600 on it, and change the secret if it may have been read."));
            }
            if (Files.size(file) > LARGEST) {
                throw new RedoubtException(Problem.of(ProblemKind.INVALID, "The secret in " + file + " is larger than 64 KiB."));
            }
            return Optional.of(read(file));
        } catch (CharacterCodingException e) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, "The secret in " + file + " is not UTF-8 text."));
        } catch (IOException e) {
            throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "The secret in " + file + " cannot be read: " + e.getMessage() + "."));
        }
    }

    private static Secret read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        CharBuffer chars = CharBuffer.allocate(0);
        try {
            chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            int end = chars.limit();
            if (end > 0 && chars.get(end - 1) == '\n') {
                end--;
            }
            if (end > 0 && end < chars.limit() && chars.get(end - 1) == '\r') {
                end--;
            }
            char[] value = Arrays.copyOf(chars.array(), end);
            try {
                return new Secret(value);
            } finally {
                Arrays.fill(value, '\0');
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(chars.array(), '\0');
        }
    }
}
