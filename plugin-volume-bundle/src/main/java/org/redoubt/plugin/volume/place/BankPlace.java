package org.redoubt.plugin.volume.place;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/** Keeps volumes out of the directories of banks, and of those that this runtime keeps for itself. */
public final class BankPlace {
    private BankPlace() {
    }

    /** What is wrong with reading a volume into one of these banks. */
    public static Optional<Problem> reading(Path volume, Collection<Path> banks) {
        return holder(volume, banks).map(bank -> Problem.of(ProblemKind.CONFLICT, volume + (volume.equals(bank) ? " is" : " lies in")
                + " the bank that it would be stored in, and a bank cannot be read into itself.")
                .hint("Protect something else, or name another provider."));
    }

    /** What is wrong with writing a volume to a place among these banks. */
    public static Optional<Problem> writing(Path place, Collection<Path> banks) {
        return holder(place, banks).map(bank -> Problem.of(ProblemKind.CONFLICT, place + (place.equals(bank) ? " belongs" : " lies in " + bank + ", which belongs")
                + " to a bank or to this runtime, and what is restored there could damage it.").hint("Restore to another place."));
    }

    /** Which of these banks lie below a place, told from there. */
    public static List<Path> below(Path place, Collection<Path> banks) {
        Path real = real(place);
        return banks.stream().filter(bank -> bank.startsWith(real) && !bank.equals(real)).map(real::relativize).toList();
    }

    private static Optional<Path> holder(Path place, Collection<Path> banks) {
        Path real = real(place);
        return banks.stream().filter(real::startsWith).findFirst();
    }

    /** With its links followed, as far as it is there. */
    private static Path real(Path place) {
        try {
            return place.toRealPath();
        } catch (IOException absent) {
            Path parent = place.getParent();
            return parent == null ? place : real(parent).resolve(place.getFileName());
        }
    }
}
