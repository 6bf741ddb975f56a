package org.redoubt.plugin.volume.rig;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFile;
import org.redoubt.api.os.HostFiles;
import org.redoubt.api.os.OpenFile;

/** Files that let a test act at the very moment at which something is done with them. */
public final class Hooked {
    /** Acts before a call. */
    public interface Action {
        /**
         * @param method the name of the method that is about to be called
         * @param file the name of the file that it is about
         */
        void before(String method, String file) throws Exception;
    }

    private Hooked() {
    }

    /** The same files, with an action before each call of their directories and files. */
    public static HostFiles files(HostFiles files, Action action) {
        return wrap(HostFiles.class, files, "", action);
    }

    private static <T> T wrap(Class<T> type, T real, String name, Action action) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Handler(real, name, action)));
    }

    private record Handler(Object real, String name, Action action) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            Object[] given = arguments == null ? new Object[0] : arguments.clone();
            String file = name;
            for (int i = 0; i < given.length; i++) {
                given[i] = unwrapped(given[i]);
                file = i == 0 && given[i] instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : file;
            }
            action.before(method.getName(), file);
            try {
                Object answer = method.invoke(real, given);
                return switch (answer) {
                    case Directory directory -> wrap(Directory.class, directory, file, action);
                    case OpenFile open -> wrap(OpenFile.class, open, file, action);
                    case HostFile named -> wrap(HostFile.class, named, file, action);
                    case null, default -> answer;
                };
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }

        private static Object unwrapped(Object argument) {
            boolean wrapped = argument != null && Proxy.isProxyClass(argument.getClass())
                    && Proxy.getInvocationHandler(argument) instanceof Handler;
            return wrapped ? ((Handler) Proxy.getInvocationHandler(argument)).real() : argument;
        }
    }
}
