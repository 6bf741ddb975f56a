package org.redoubt.engine.operation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.server.Server;
import org.redoubt.api.snapshot.SnapshotGroup;
import org.redoubt.api.snapshot.VolumeSource;

/** Makes calls of a plugin, and of what a plugin calls, go wrong: each of them, and whatever it comes to in the middle of its hooks, is a place. Thread-safe. */
final class Rough {
    /** What happens instead of a call. */
    @FunctionalInterface
    interface Fault {
        Object on(Callable<Object> call) throws Exception;

        static Fault before(Callable<? extends Throwable> thrown) {
            return call -> {
                throw raise(thrown.call());
            };
        }

        static Fault after(Callable<? extends Throwable> thrown) {
            return call -> {
                call.call();
                throw raise(thrown.call());
            };
        }

        static Fault answersNothing() {
            return call -> {
                call.call();
                return null;
            };
        }

        /** Until it is interrupted. */
        static Fault slow(Held held) {
            return call -> {
                held.hold();
                return call.call();
            };
        }

        /** What it does comes when nobody waits for it any more. */
        static Fault stubborn(Held held) {
            return call -> {
                held.holdWhateverHappens();
                return call.call();
            };
        }

        private static Exception raise(Throwable thrown) {
            if (thrown instanceof Error error) {
                throw error;
            }
            return (Exception) thrown;
        }
    }

    private final Sites sites;
    private final AtomicInteger inside = new AtomicInteger();
    private final Map<String, Fault> script = new ConcurrentHashMap<>();
    private volatile Fault fault = Callable::call;

    Rough(Sites sites) {
        this.sites = sites;
    }

    /** What happens at the place where something is to go wrong. */
    void fault(Fault is) {
        fault = is;
    }

    /** What happens at one place besides. */
    void script(String place, Fault is) {
        script.put(place, is);
    }

    /** How many calls have not come back, also those that nobody waits for any more. */
    int inside() {
        return inside.get();
    }

    /** Comes to a place in the middle of a hook. */
    void at(String place) throws Exception {
        if (sites.strikes(place)) {
            fault.on(() -> "");
        }
    }

    ProtectionPlugin over(ProtectionPlugin plugin) {
        return over(ProtectionPlugin.class, plugin);
    }

    /** The same of whatever else is called. */
    <T> T over(Class<T> type, Object like) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(like, arguments);
            }
            Callable<Object> call = () -> wrapped(invoke(like, method, arguments));
            inside.incrementAndGet();
            try {
                String place = sites.come(name(method, arguments));
                Fault scripted = script.getOrDefault(place, Callable::call);
                Fault struck = sites.strikesAt(place) ? fault : scripted;
                return struck(struck, method, call);
            } finally {
                inside.decrementAndGet();
            }
        }));
    }

    private Object wrapped(Object answer) {
        return switch (answer) {
            case Operation<?> operation -> over(Operation.class, operation);
            case SnapshotGroup group -> over(SnapshotGroup.class, group);
            case null, default -> answer;
        };
    }

    private static Object invoke(Object like, Method method, Object... arguments) throws Exception {
        try {
            return method.invoke(like, arguments);
        } catch (InvocationTargetException e) {
            throw Fault.raise(e.getCause());
        }
    }

    /** A method that may throw no checked exception throws another one, as the compiler would have seen to it. */
    private static Object struck(Fault fault, Method method, Callable<Object> call) throws Exception {
        try {
            return fault.on(call);
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            boolean allowed = Arrays.stream(method.getExceptionTypes()).anyMatch(type -> type.isInstance(checked));
            throw allowed ? checked : new IllegalStateException(checked);
        }
    }

    private static String name(Method method, Object... arguments) {
        return method.getName() + (arguments == null ? "" : Arrays.stream(arguments).map(Rough::told).filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" ", " ", "")));
    }

    private static String told(Object argument) {
        return switch (argument) {
            case Resource resource -> resource.id();
            case Server server -> server.id();
            case VolumeSource volume -> volume.resource().id();
            case List<?> all -> all.stream().map(Rough::told).collect(Collectors.joining(" "));
            case UndoStep step -> step.spec().name() + " " + step.resource().id();
            case Enum<?> word -> word.name();
            default -> "";
        };
    }
}
