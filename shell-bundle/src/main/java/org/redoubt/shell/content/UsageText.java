package org.redoubt.shell.content;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonNumber;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.service.StorageUse;
import org.redoubt.api.vault.Footprint;
import org.redoubt.shell.render.Human;

/** What things take in a bank, in sentences and as members of a document. */
public final class UsageText {
    private static final int DIGITS = 3;

    private UsageText() {
    }

    /** What all take together. */
    public static void print(StorageUse<?> usage, String what, PrintStream out) {
        Footprint total = usage.total();
        out.println(Human.bytes(usage.bytes()) + " in " + Human.count(usage.shares().size(), what) + ", of which " + Human.bytes(total.bytes())
                + " are unique, stored as " + Human.bytes(total.stored()) + ", with " + Human.bytes(total.descriptions()) + " of descriptions.");
        ratio(usage.bytes(), total.bytes()).ifPresent(ratio -> out.println("Deduplication " + shown(ratio)
                + ratio(total.bytes(), total.stored()).map(compression -> ", compression " + shown(compression)).orElse("")
                + ratio(usage.bytes(), total.stored()).map(both -> ", both " + shown(both)).orElse("") + "."));
        if (usage.missing() > 0) {
            out.println("! " + Human.count(usage.missing(), "chunk") + " cannot be found and were not counted: verify to see what is affected.");
        }
    }

    private static String shown(BigDecimal ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static Optional<BigDecimal> ratio(long larger, long smaller) {
        return larger == 0 || smaller == 0 ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(larger).divide(BigDecimal.valueOf(smaller), DIGITS, RoundingMode.HALF_UP));
    }

    /** The members that every document about a usage has. */
    public static JsonObject json(StorageUse<?> usage) {
        Footprint total = usage.total();
        JsonObject.Builder json = JsonObject.builder().put("bytes", usage.bytes()).put("total", json(total));
        ratio(usage.bytes(), total.bytes()).ifPresent(ratio -> json.put("deduplication", new JsonNumber(ratio)));
        ratio(total.bytes(), total.stored()).ifPresent(ratio -> json.put("compression", new JsonNumber(ratio)));
        return json.put("missing", usage.missing())
                .put("problems", JsonArray.of(usage.problems().stream().map(Problem::toJson).toList())).build();
    }

    /** The members of one share. */
    public static JsonObject json(StorageUse.Share<?> share) {
        return JsonObject.builder().put("bytes", share.bytes()).put("added", json(share.added())).put("only", json(share.only())).build();
    }

    private static JsonObject json(Footprint footprint) {
        return JsonObject.builder().put("chunks", footprint.chunks()).put("bytes", footprint.bytes()).put("stored", footprint.stored())
                .put("descriptions", footprint.descriptions()).build();
    }
}
