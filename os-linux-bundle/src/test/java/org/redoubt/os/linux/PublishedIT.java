package org.redoubt.os.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;
import org.redoubt.api.os.Accounts;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFiles;
import org.redoubt.api.os.Subvolumes;

/** The bundle in a real framework, with the API shared so that the test can use what is published. */
class PublishedIT {

    private static final long PATIENCE = 120_000;
    private static final List<String> NEEDED = List.of("org.osgi.util.function", "org.osgi.util.promise",
            "org.osgi.service.component-1", "org.apache.felix.scr");

    @TempDir
    Path storage;

    private Framework framework;
    private BundleContext context;

    @BeforeEach
    void boot() throws Exception {
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        framework = factory.newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.redoubt.api.os;version=1.0.0"));
        framework.start();
        context = framework.getBundleContext();
        for (String needed : NEEDED) {
            start(onClassPath(needed));
        }
    }

    @AfterEach
    void shutDown() throws Exception {
        framework.stop();
        framework.waitForStop(PATIENCE);
    }

    @Test
    void theServicesArePublishedAndWork() throws Exception {
        start(System.getProperty("bundle"));
        try (Directory folder = service(HostFiles.class).openDirectory(storage)) {
            assertEquals(FileType.DIRECTORY, folder.status().type());
            assertFalse(service(Subvolumes.class).isSubvolume(folder));
        }
        assertEquals("root", service(Accounts.class).userName(0).orElseThrow());
    }

    @Test
    void onAMachineThatIsNotKnownNothingIsPublishedAndOneLineSaysWhy() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Handler handler = collector(lines);
        Logger logger = Logger.getLogger("org.redoubt.os.linux.Publisher");
        logger.addHandler(handler);
        String architecture = System.setProperty("os.arch", "riscv64");
        try {
            start(System.getProperty("bundle"));
            assertEquals("Files are handled by Java alone, as the system calls of riscv64 are not known: "
                    + "owners by number, access lists, device nodes and holes are not kept", lines.poll(PATIENCE, TimeUnit.MILLISECONDS));
            assertNull(context.getServiceReference(HostFiles.class));
        } finally {
            System.setProperty("os.arch", architecture);
            logger.removeHandler(handler);
        }
    }

    private static Handler collector(BlockingQueue<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {
                // nothing is kept back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    private void start(String jar) throws Exception {
        context.installBundle(Path.of(jar).toUri().toString()).start();
    }

    private <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        T service = tracker.waitForService(PATIENCE);
        assertNotNull(service, "no " + type.getSimpleName());
        return service;
    }

    private static String onClassPath(String name) {
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(entry -> Path.of(entry).getFileName().toString().startsWith(name))
                .findFirst().orElseThrow(() -> new AssertionError("not on the class path: " + name));
    }
}
