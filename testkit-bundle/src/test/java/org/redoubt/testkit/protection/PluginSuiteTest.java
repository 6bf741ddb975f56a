package org.redoubt.testkit.protection;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.Schema;
import org.redoubt.api.protection.CopyContext;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.protection.VerifyContext;
import org.redoubt.api.resource.Resource;

/** The suite finds the plugin that breaks one promise. */
class PluginSuiteTest {

    static Stream<Class<?>> broken() {
        return Stream.of(NoOperation.class, FickleHooks.class, OpenStep.class, ImpatientUndo.class, SpoilsRestore.class, BadSchema.class,
                WritesWhileVerifying.class, UnreadableFormat.class, NeverEarly.class, NeverTwice.class, OnlyOnce.class, ByHeart.class,
                HarmsWhenEarly.class, LeavesCopies.class, CannotUndoItsVerify.class);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aPluginThatBreaksAPromiseFails(Class<?> suite) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(suite)).build(), listener);
        assertTrue(listener.getSummary().getTestsFoundCount() > 10, "the suite ran");
        assertTrue(listener.getSummary().getTestsFailedCount() > 0, "nothing was found wrong");
    }

    /** A plugin that is to break a promise. */
    static class Broken extends NotePluginTest implements ProtectionPlugin {
        final NotePlugin sound = new NotePlugin();

        @Override
        public ProtectionPlugin plugin() {
            return this;
        }

        @Override
        public Operation<ProtectContext> getProtectOperation(Resource resource) {
            return sound.getProtectOperation(resource);
        }

        @Override
        public Operation<RestoreContext> getRestoreOperation(Resource resource) {
            return sound.getRestoreOperation(resource);
        }

        @Override
        public UndoResult undo(UndoStep step, UndoContext context) throws IOException {
            return sound.undo(step, context);
        }
    }

    static class NoOperation extends Broken {
        @Override
        public Operation<VerifyContext> getVerifyOperation(Resource resource) {
            return null;
        }
    }

    static class FickleHooks extends Broken {
        private boolean odd;

        @Override
        public Operation<VerifyContext> getVerifyOperation(Resource resource) {
            return new Operation<>() {
                @Override
                public Set<Hook> hooks() {
                    odd = !odd;
                    return odd ? EnumSet.of(Hook.MAIN) : EnumSet.noneOf(Hook.class);
                }
            };
        }
    }

    static class OpenStep extends Broken {
        @Override
        public Operation<VerifyContext> getVerifyOperation(Resource resource) {
            return new Operation<>() {
                @Override
                public void onMain(Checkpoint k, Resource r, VerifyContext c, Parameters p) throws Exception {
                    c.undo().register(UndoSpec.of("forgotten"));
                }
            };
        }
    }

    /** Takes it for an error that there is nothing to undo. */
    static class ImpatientUndo extends Broken {
        @Override
        public UndoResult undo(UndoStep step, UndoContext context) throws IOException {
            if (step.spec().format() == 1) {
                Files.delete(Path.of(step.arg("path")));
                return UndoResult.done();
            }
            return UndoResult.cannot("It is unknown.");
        }
    }

    /** Cannot undo what has had no effect yet, and can undo it as often as anybody likes after that. */
    static class NeverEarly extends Broken {
        private final Set<String> seen = ConcurrentHashMap.newKeySet();

        @Override
        public UndoResult undo(UndoStep step, UndoContext context) throws IOException {
            boolean there = step.spec().arguments().containsKey("path") && Files.exists(Path.of(step.arg("path")));
            if (there) {
                seen.add(step.arg("path"));
            }
            return there || step.spec().format() > 1 || seen.contains(step.arg("path")) ? super.undo(step, context) : UndoResult.retry("It is not there yet.");
        }
    }

    /** Refuses to undo a second time. */
    static class NeverTwice extends Broken {
        private final Set<String> undone = ConcurrentHashMap.newKeySet();

        @Override
        public UndoResult undo(UndoStep step, UndoContext context) throws IOException {
            if (undone.contains(step.spec().arguments().getOrDefault("path", ""))) {
                return UndoResult.retry("It was undone already.");
            }
            UndoResult result = super.undo(step, context);
            if (result.outcome() == UndoResult.Outcome.DONE) {
                undone.add(step.arg("path"));
            }
            return result;
        }
    }

    /** Remembers that it was asked, and does not look whether the effect has appeared since. */
    static class OnlyOnce extends Broken {
        private final Set<String> asked = ConcurrentHashMap.newKeySet();

        @Override
        public UndoResult undo(UndoStep step, UndoContext context) throws IOException {
            boolean first = step.spec().format() > 1 || asked.add(step.arg("path"));
            return first ? super.undo(step, context) : UndoResult.nothing();
        }
    }

    /** Knows in its memory alone what is to be undone. */
    static class ByHeart extends Broken {
        @Override
        public ProtectionPlugin laterPlugin() {
            return new Broken() {
                @Override
                public UndoResult undo(UndoStep step, UndoContext context) {
                    return step.spec().format() > 1 ? UndoResult.cannot("It is unknown.") : UndoResult.nothing();
                }
            };
        }
    }

    /** Takes away what was there before when there is nothing else to take away. */
    static class HarmsWhenEarly extends Broken {
        @Override
        public UndoResult undo(UndoStep step, UndoContext context) throws IOException {
            UndoResult result = super.undo(step, context);
            if (result.outcome() == UndoResult.Outcome.NOTHING) {
                Files.deleteIfExists(directory.resolve("note"));
            }
            return result;
        }
    }

    /** Leaves something behind when it verifies, and cannot take it away before it is there. */
    static class CannotUndoItsVerify extends Broken {
        @Override
        public Operation<VerifyContext> getVerifyOperation(Resource resource) {
            return new Operation<>() {
                @Override
                public void onMain(Checkpoint k, Resource r, VerifyContext c, Parameters p) throws Exception {
                    Path unpacked = directory.resolve("unpacked." + c.operation().value());
                    var step = c.undo().register(UndoSpec.of("unpacked").arg("path", unpacked.toString()));
                    Files.writeString(unpacked, "a note");
                    Files.delete(unpacked);
                    step.release();
                }
            };
        }

        @Override
        public UndoResult undo(UndoStep step, UndoContext context) throws IOException {
            if (step.spec().name().equals("unpacked") && !Files.exists(Path.of(step.arg("path")))) {
                return UndoResult.retry("It is not there.");
            }
            return super.undo(step, context);
        }
    }

    /** Does not know the step of its own copy when that stops in the middle. */
    static class LeavesCopies extends Broken {
        @Override
        public Operation<CopyContext> getCopyOperation(Resource resource) {
            return new Operation<>() {
                @Override
                public void onPrepareFinish(Checkpoint k, Resource r, CopyContext c, Parameters p) throws Exception {
                    c.memo().put("step", c.undo().register(UndoSpec.of("copied")).id());
                }

                @Override
                public void onComplete(Checkpoint k, Resource r, CopyContext c, Parameters p) throws Exception {
                    c.undo().release(c.memo().get("step").orElseThrow());
                }
            };
        }

        @Override
        public UndoResult undo(UndoStep step, UndoContext context) throws IOException {
            return step.spec().name().equals("copied") ? UndoResult.cannot("It is unknown.") : super.undo(step, context);
        }
    }

    static class SpoilsRestore extends Broken {
        @Override
        public Operation<RestoreContext> getRestoreOperation(Resource resource) {
            return new Operation<>() {
                @Override
                public void onMain(Checkpoint k, Resource r, RestoreContext c, Parameters p) throws Exception {
                    sound.getRestoreOperation(r).onMain(k, r, c, p);
                    Files.writeString(Path.of(c.restored(r.ref()).orElseThrow().place()), "forget");
                }
            };
        }
    }

    static class BadSchema extends Broken {
        @Override
        public Schema getRestoreSchema(String type) {
            return Schema.parse("{\"properties\": {\"mode\": \"string\"}}");
        }
    }

    static class WritesWhileVerifying extends Broken {
        @Override
        public Operation<VerifyContext> getVerifyOperation(Resource resource) {
            return new Operation<>() {
                @Override
                public void onMain(Checkpoint k, Resource r, VerifyContext c, Parameters p) throws Exception {
                    c.section().put("verified", JsonObject.empty());
                }
            };
        }
    }

    static class UnreadableFormat extends Broken {
        @Override
        public Optional<Map<String, Object>> serviceProperties() {
            return Optional.of(Map.of("redoubt.resource.type", "Test::Note", "redoubt.format", "2.0", "redoubt.format.reads", "[1.0,2.0)"));
        }
    }
}
