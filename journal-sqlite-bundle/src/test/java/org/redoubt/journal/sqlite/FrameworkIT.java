package org.redoubt.journal.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.journal.Journal;
import org.redoubt.testkit.host.Host;

/** The bundle itself in a framework, the one that is on the class path. API and services come from the class path too. */
class FrameworkIT {
    private static final String PACKAGES = Stream.concat(
            Stream.of("journal", "json", "problem", "protection", "settings").map(name -> "org.redoubt.api." + name + ";version=1.0.0"),
            Stream.of("org.osgi.service.component;version=1.5.1", "org.osgi.service.component.runtime;version=1.5.1",
                    "org.osgi.service.component.runtime.dto;version=1.5.1", "org.osgi.util.promise;version=1.3.0", "org.osgi.util.function;version=1.2.0"))
            .collect(Collectors.joining(","));

    @TempDir
    Path directory;

    @Test
    void givenABundleThatIsUpdatedTwiceThenItsJournalGoesOn() throws Exception {
        Framework framework = start();
        try {
            Bundle bundle = install(framework, Path.of(System.getProperty("redoubt.bundle")));
            Journal first = journal(framework);
            Place.await(first.record(List.of(Place.operation(), Place.step(1))));
            for (long number = 2; number <= 3; number++) {
                Journal before = journal(framework);
                try (InputStream jar = Files.newInputStream(Path.of(System.getProperty("redoubt.bundle")))) {
                    bundle.update(jar);
                }
                assertNotSame(before, journal(framework));
                Place.await(journal(framework).record(List.of(Place.step(number))));
            }
            assertEquals(Set.of(1L, 2L, 3L), journal(framework).steps(Place.ID).keySet());
            bundle.stop();
            assertNull(framework.getBundleContext().getServiceReference(Journal.class));
            assertTrue(Files.notExists(directory.resolve("home/var/journal/journal.db-wal")), "it was closed");
        } finally {
            stop(framework);
        }
    }

    @Test
    void givenAFrameworkThatStartsAgainInOneProcessThenItsJournalIsThere() throws Exception {
        for (long number = 1; number <= 3; number++) {
            Framework framework = start();
            try {
                install(framework, Path.of(System.getProperty("redoubt.bundle")));
                Place.await(journal(framework).record(List.of(Place.operation(), Place.step(number))));
                assertEquals(number, journal(framework).steps(Place.ID).size());
            } finally {
                stop(framework);
            }
        }
    }

    @Test
    void theLibraryIsLoadedFromBesideTheJournalAndDeleted() throws Exception {
        Framework framework = start();
        try {
            install(framework, Path.of(System.getProperty("redoubt.bundle")));
            Place.await(journal(framework).record(List.of(Place.operation())));
            Path journal = directory.resolve("home/var/journal");
            assertTrue(Files.readAllLines(Path.of("/proc/self/maps")).stream().anyMatch(line -> line.contains(journal + "/sqlite-")));
            try (Stream<Path> files = Files.list(journal)) {
                assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".library")).toList());
            }
        } finally {
            stop(framework);
        }
    }

    @Test
    void givenAHomeThatForbidsExecutionThenTheLibraryIsLoadedFromTheTemporaryFolder() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        assumeTrue(Host.isRoot() && Host.status("mount", "-t", "tmpfs", "-o", "noexec,size=16m", "tmpfs", home.toString()) == 0,
                "no tmpfs can be mounted here");
        try {
            Framework framework = start();
            try {
                install(framework, Path.of(System.getProperty("redoubt.bundle")));
                Place.await(journal(framework).record(List.of(Place.operation())));
                assertEquals(1, journal(framework).list(true, 10).size());
            } finally {
                stop(framework);
            }
        } finally {
            Host.run("umount", home.toString());
        }
    }

    private Framework start() throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, directory.resolve("framework").toString(), Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, PACKAGES,
                "redoubt.home", directory.resolve("home").toString(), "felix.log.level", "1", "ds.loglevel", "1"));
        framework.start();
        install(framework, onClassPath("org.apache.felix.scr-"));
        return framework;
    }

    private static Bundle install(Framework framework, Path jar) throws Exception {
        BundleContext context = framework.getBundleContext();
        try (InputStream content = Files.newInputStream(jar)) {
            Bundle bundle = context.installBundle(jar.getFileName().toString(), content);
            bundle.start();
            return bundle;
        }
    }

    /** Declarative Services activate an immediate component while its bundle starts, so the service is there at once. */
    private static Journal journal(Framework framework) {
        BundleContext context = framework.getBundleContext();
        ServiceReference<Journal> reference = context.getServiceReference(Journal.class);
        return context.getService(reference);
    }

    private static void stop(Framework framework) throws Exception {
        framework.stop();
        framework.waitForStop(120_000);
    }

    private static Path onClassPath(String prefix) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(prefix)).findFirst().orElseThrow();
    }
}
