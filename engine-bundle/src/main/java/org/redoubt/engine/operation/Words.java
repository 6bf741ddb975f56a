package org.redoubt.engine.operation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.ResourceStatus;

/** Reads the words of the API from documents. */
final class Words {
    private Words() {
    }

    static OperationType type(String word) {
        return find(OperationType.values(), OperationType::word, word);
    }

    static OperationState state(String word) {
        return find(OperationState.values(), OperationState::word, word);
    }

    static ResourceStatus status(String word) {
        return find(ResourceStatus.values(), ResourceStatus::word, word);
    }

    static Hook hook(String word) {
        return find(Hook.values(), Hook::word, word);
    }

    private static <E> E find(E[] constants, Function<E, String> word, String wanted) {
        return Arrays.stream(constants).filter(constant -> word.apply(constant).equals(wanted)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + wanted + "\" is none of "
                        + String.join(", ", Arrays.stream(constants).map(word).toList()) + "."));
    }

    /** A time in seconds, as people read it. */
    static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
