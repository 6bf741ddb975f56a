package org.redoubt.engine.checkpoint;

import java.time.Duration;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.service.ResourceStatus;

/**
 * What the records of a checkpoint come to.
 *
 * @param resources how many there are
 * @param done how many of them are done
 * @param usable how many of them can be restored, at least in part
 * @param bytes bytes of those
 * @param consistency the weakest consistency of those; one that is only a description counts if there is no other
 * @param skew the longest time between the snapshot points of one group
 */
record Summary(long resources, long done, long usable, long bytes, Optional<Grade> consistency, Optional<Duration> skew) {
    static final Summary NONE = new Summary(0, 0, 0, 0, Optional.empty(), Optional.empty());

    Summary add(StoredRecord entry) {
        boolean good = entry.status() == ResourceStatus.DONE || entry.status() == ResourceStatus.PARTIAL;
        if (!good) {
            return new Summary(resources + 1, done, usable, bytes, consistency, skew);
        }
        Grade weakest = weaker(consistency, entry.consistency());
        long doneNow = entry.status() == ResourceStatus.DONE ? done + 1 : done;
        return new Summary(resources + 1, doneNow, usable + 1, bytes + entry.bytes(), Optional.of(weakest), skew);
    }

    private static Grade weaker(Optional<Grade> known, Grade grade) {
        if (known.isEmpty() || known.get() == Grade.METADATA) {
            return grade;
        }
        return grade != Grade.METADATA && grade.compareTo(known.get()) > 0 ? grade : known.get();
    }

    Summary skew(Optional<Duration> longest) {
        return new Summary(resources, done, usable, bytes, consistency, longest);
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("resources", resources).put("done", done).put("usable", usable)
                .put("bytes", bytes);
        consistency.ifPresent(grade -> json.put("consistency", grade.word()));
        skew.ifPresent(time -> json.put("skew", time.toString()));
        return json.build();
    }

    static Summary read(Fields document) throws BankException {
        Fields fields = new Fields(document.object(), document.object("summary"));
        return new Summary(fields.number("resources"), fields.number("done"), fields.number("usable"),
                fields.number("bytes"), fields.word("consistency", Grade.values(), Grade::word), fields.duration("skew"));
    }
}
