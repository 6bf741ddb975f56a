package org.redoubt.deploy;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.redoubt.api.deploy.PluginFile;

/** Makes the framework hold what the folder holds. Called by one thread only, but for {@link #files}. */
final class Deployer {
    private static final Logger LOG = System.getLogger(Deployer.class.getName());

    private final Path directory;
    private final FolderScan scan;
    private final Installer installer;
    private final Diagnosis diagnosis;
    private final Retirement retirement;
    private final ConcurrentMap<String, Slot> slots = new ConcurrentSkipListMap<>();
    private final Map<String, String> seenBefore = new HashMap<>();

    Deployer(BundleContext context, Path directory, Components components, Retirement retirement) {
        this.directory = directory;
        this.scan = new FolderScan(directory);
        this.installer = new Installer(context, directory);
        this.diagnosis = new Diagnosis(context, components);
        this.retirement = retirement;
    }

    /** Takes out what an earlier run has left in the framework and the folder no longer holds. */
    void forgetThePast() throws IOException {
        Map<String, String> marks = scan.marks();
        List<String> wanted = marks.entrySet().stream().map(e -> Installer.location(e.getKey(), e.getValue())).toList();
        for (Bundle bundle : installer.ours()) {
            if (!wanted.contains(bundle.getLocation())) {
                uninstall(bundle);
            }
        }
    }

    /**
     * Makes the changes that the folder asks for.
     *
     * @param patient whether a file has to look the same twice before it is touched, as one that is being copied does not
     */
    void look(boolean patient) throws IOException {
        Map<String, String> marks = scan.marks();
        boolean changed = false;
        for (Map.Entry<String, String> entry : marks.entrySet()) {
            Slot slot = slots.get(entry.getKey());
            boolean known = slot != null && slot.mark().equals(entry.getValue());
            if (!known && (!patient || entry.getValue().equals(seenBefore.get(entry.getKey())))) {
                take(entry.getKey(), entry.getValue(), Optional.ofNullable(slot).flatMap(Slot::bundle));
                changed = true;
            }
        }
        seenBefore.clear();
        seenBefore.putAll(marks);
        if (changed) {
            startWhatWaits();
        }
        // Last, so that the successor of what goes is there already when both come in one look.
        for (String file : List.copyOf(slots.keySet())) {
            if (!marks.containsKey(file)) {
                slots.remove(file).bundle().ifPresent(bundle -> retire(file, bundle));
            }
        }
    }

    private void take(String file, String mark, Optional<Bundle> earlier) {
        Optional<String> complaint = new JarCheck(directory.resolve(file)).complaint();
        if (complaint.isPresent()) {
            refuse(file, mark, earlier, Finding.failed(complaint.get()));
            return;
        }
        try {
            Bundle bundle = installer.install(file, mark);
            if (earlier.isPresent()) {
                replace(file, mark, earlier.get(), bundle);
            } else {
                slots.put(file, new Slot(mark, Optional.of(bundle), Optional.empty()));
            }
        } catch (BundleException | IOException e) {
            refuse(file, mark, earlier, Finding.failed("The framework refuses it: " + e.getMessage() + "."));
        }
    }

    /** The new one runs before the old one goes, so there is always one to be used. */
    private void replace(String file, String mark, Bundle earlier, Bundle bundle) {
        try {
            installer.start(bundle);
            slots.put(file, new Slot(mark, Optional.of(bundle), Optional.empty()));
            LOG.log(Level.INFO, "The plugin " + name(bundle) + " takes over from " + name(earlier) + ".");
            retire(file, earlier);
        } catch (BundleException e) {
            String why = diagnosis.ofStart(bundle, e);
            uninstall(bundle);
            refuse(file, mark, Optional.of(earlier), Finding.failed(why));
        }
    }

    private void refuse(String file, String mark, Optional<Bundle> earlier, Finding finding) {
        Finding whole = earlier.isEmpty() ? finding : new Finding(finding.state(), finding.sentence() + " Until it is mended, "
                + name(earlier.get()) + " from before keeps serving.");
        slots.put(file, new Slot(mark, earlier, Optional.of(whole)));
        LOG.log(Level.WARNING, "The plugin file " + file + " cannot be used. " + whole.sentence());
    }

    /** A bundle may have waited for what another one brings, so all that do not run are tried after each change. */
    private void startWhatWaits() {
        slots.forEach((file, slot) -> {
            if (slot.bundle().isPresent() && !slot.runs() && !slot.takenOut()) {
                start(file, slot, slot.bundle().get());
            }
        });
    }

    private void start(String file, Slot slot, Bundle bundle) {
        try {
            installer.start(bundle);
            slots.put(file, new Slot(slot.mark(), slot.bundle(), Optional.empty()));
            LOG.log(Level.INFO, "The plugin " + name(bundle) + " is there.");
        } catch (BundleException e) {
            Finding finding = bundle.getState() == Bundle.INSTALLED
                    ? Finding.waiting(diagnosis.ofStart(bundle, e))
                    : Finding.failed(diagnosis.ofStart(bundle, e));
            slots.put(file, new Slot(slot.mark(), slot.bundle(), Optional.of(finding)));
            LOG.log(Level.WARNING, "The plugin file " + file + " cannot be used. " + finding.sentence());
        }
    }

    private void retire(String file, Bundle bundle) {
        retirement.begin(file, bundle, () -> {
            uninstall(bundle);
            LOG.log(Level.INFO, "The plugin " + name(bundle) + " has left.");
        });
    }

    private void uninstall(Bundle bundle) {
        try {
            installer.uninstall(bundle);
        } catch (BundleException e) {
            LOG.log(Level.WARNING, "The plugin " + name(bundle) + " did not leave cleanly: " + e.getMessage());
        }
    }

    /** What is known, for any thread. */
    List<PluginFile> files() {
        List<PluginFile> files = retirement.files();
        slots.forEach((file, slot) -> files.add(view(file, slot)));
        return files;
    }

    private PluginFile view(String file, Slot slot) {
        Optional<Finding> finding = slot.complaint();
        if (slot.takenOut()) {
            finding = Optional.of(Finding.waiting("Its bundle was uninstalled by hand. Put the file in again to use it."));
        } else if (finding.isEmpty() && slot.runs()) {
            finding = diagnosis.ofRunning(slot.bundle().get());
        }
        PluginFile.State well = slot.runs() ? PluginFile.State.ACTIVE : PluginFile.State.WAITING;
        return Views.of(file, finding.map(Finding::state).orElse(well), slot.bundle(),
                finding.map(Finding::sentence).orElse(""));
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
