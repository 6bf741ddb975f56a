package org.redoubt.engine.operation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;

/** Plugins that are like another one, but for one method of their operations. */
final class Stubborn {
    interface Instead {
        Object answer(Object[] arguments) throws Exception;
    }

    private Stubborn() {
    }

    /** A plugin that does something first in each call of a method, its own or one of its operations. */
    static ProtectionPlugin in(ProtectionPlugin like, String method, Runnable deed) {
        return proxy(ProtectionPlugin.class, like, "get.*Operation", method, deed);
    }

    private static <T> T proxy(Class<T> type, Object like, String wrapped, String method, Runnable deed) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            if (called.getName().equals(method)) {
                deed.run();
            }
            try {
                Object answer = called.invoke(like, arguments);
                return called.getName().matches(wrapped) ? proxy(Operation.class, answer, "", method, deed) : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    /** A plugin that answers one of its own methods in another way. */
    static ProtectionPlugin answering(ProtectionPlugin like, String method, Instead instead) {
        return ProtectionPlugin.class.cast(Proxy.newProxyInstance(ProtectionPlugin.class.getClassLoader(), new Class<?>[] {ProtectionPlugin.class},
                (proxy, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        return instead.answer(arguments);
                    }
                    try {
                        return called.invoke(like, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** A plugin whose checks never end by themselves. */
    static ProtectionPlugin check(ProtectionPlugin like) {
        return instead(like, "onCheck", arguments -> {
            new CountDownLatch(1).await();
            return null;
        });
    }

    /** A plugin that registers a step when it is only asked. */
    static ProtectionPlugin checkThatActs(ProtectionPlugin like) {
        return instead(like, "onCheck", arguments -> {
            ((OperationContext) arguments[2]).undo().register(UndoSpec.of("thaw"));
            return List.of();
        });
    }

    /** A plugin that finds something in the way of each resource. */
    static ProtectionPlugin checkThatFinds(ProtectionPlugin like, Problem problem) {
        return instead(like, "onCheck", arguments -> List.of(problem));
    }

    /** A plugin that knows of each resource how consistent it will be at best. */
    static ProtectionPlugin checkThatForesees(ProtectionPlugin like, Grade grade) {
        return instead(like, "onCheck", arguments -> {
            ((ProtectContext) arguments[2]).consistency(grade, "it is read while it can change");
            return List.of();
        });
    }

    /** A plugin whose restores need so much room in a store of 1000 bytes that the id of the resource tells. */
    static ProtectionPlugin restoreThatNeeds(ProtectionPlugin like, Map<String, String> stores, long bytes) {
        return proxy(ProtectionPlugin.class, like, "getRestoreOperation", "onCheck", arguments -> {
            ((RestoreContext) arguments[2]).needs(stores.get(((Resource) arguments[1]).id()), "/new", bytes, 1000);
            return List.of();
        });
    }

    /** A plugin that cannot say what its hooks use up. */
    static ProtectionPlugin capacities(ProtectionPlugin like) {
        return instead(like, "capacities", arguments -> {
            throw new NoClassDefFoundError("org/example/Gone");
        });
    }

    private static ProtectionPlugin instead(ProtectionPlugin like, String method, Instead deed) {
        return proxy(ProtectionPlugin.class, like, "getProtectOperation", method, deed);
    }

    private static <T> T proxy(Class<T> type, Object like, String wrapped, String method, Instead deed) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            if (called.getName().equals(method)) {
                return deed.answer(arguments);
            }
            try {
                Object answer = called.invoke(like, arguments);
                return called.getName().equals(wrapped) ? proxy(Operation.class, answer, "", method, deed) : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
