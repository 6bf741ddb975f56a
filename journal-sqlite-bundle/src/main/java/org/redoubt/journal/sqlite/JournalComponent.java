package org.redoubt.journal.sqlite;

import java.lang.System.Logger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.redoubt.api.journal.ForwardingJournal;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.settings.UnknownSettings;

/**
 * Publishes the journal of the home. The service is there whatever the file is like: while that is damaged, in use or not writable,
 * every call says so, and succeeds when it is mended.
 */
@Component(service = Journal.class, immediate = true, configurationPid = JournalComponent.PID)
@StaysWithoutConfiguration
@Designate(ocd = JournalConfiguration.class)
public final class JournalComponent extends ForwardingJournal {
    static final String PID = "org.redoubt.journal.sqlite";
    private static final Logger LOG = System.getLogger(JournalComponent.class.getName());
    private static final String HOME = "redoubt.home";
    private static final String FILE = "var/journal/journal.db";

    private final SqliteJournal journal;

    /**
     * Makes the journal ready; the file is opened when somebody needs it.
     *
     * @param context of this bundle
     * @param configuration what the operator says
     * @param written all that stands there
     */
    @Activate
    public JournalComponent(BundleContext context, JournalConfiguration configuration, Map<String, Object> written) {
        UnknownSettings.warn(LOG, PID, written, JournalConfiguration.class);
        Path home = Path.of(Optional.ofNullable(context.getProperty(HOME)).orElseGet(() -> System.getProperty("user.home") + "/.redoubt"));
        journal = new SqliteJournal(file(home.toAbsolutePath(), Objects.requireNonNullElse(configuration.file(), "").strip()));
    }

    private static Path file(Path home, String configured) {
        try {
            return home.resolve(configured.isEmpty() ? FILE : configured).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("The journal is configured with the file \"" + configured + "\", which is no path: "
                    + "correct file in the configuration " + PID + ".", e);
        }
    }

    /** Another file is taken at the next start: operations that run are recorded in this one. */
    @Modified
    void modified(JournalConfiguration configuration) {
        // Said above.
    }

    @Deactivate
    void close() {
        journal.close();
    }

    @Override
    protected <T> T call(Call<T> call) throws RedoubtException {
        return call.on(journal);
    }

    @Override
    public CompletionStage<Void> record(List<JournalChange> changes) {
        return journal.record(changes);
    }
}
