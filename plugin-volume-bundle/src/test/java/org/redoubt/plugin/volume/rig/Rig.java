package org.redoubt.plugin.volume.rig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.os.HostFiles;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultException;
import org.redoubt.os.linux.account.LinuxAccounts;
import org.redoubt.os.linux.file.LinuxFiles;
import org.redoubt.plugin.volume.VolumePlugin;
import org.redoubt.plugin.volume.host.Hosts;
import org.redoubt.plugin.volume.place.Volumes;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.VaultService;
import org.redoubt.vault.session.SessionSettings;

/** The plugin over a real vault in memory. */
public final class Rig implements AutoCloseable {
    private static final int PACK = 1 << 20;

    public final MemoryBank bank = new MemoryBank();
    public final Hosts hosts = new Hosts();
    public final VolumePlugin plugin;
    private final VaultService vault = new VaultService(new SessionSettings(1, PACK, Path.of(System.getProperty("java.io.tmpdir"))), 2);

    private Rig(Path scratch) {
        plugin = new VolumePlugin(hosts, scratch.resolve("journals"));
    }

    /** With all that Linux offers. */
    public static Rig linux(Path scratch) {
        return with(scratch, new LinuxFiles());
    }

    /** With files that are reached in a way of the test's own. */
    public static Rig with(Path scratch, HostFiles files) {
        Rig rig = new Rig(scratch);
        rig.hosts.bindFiles(files);
        rig.hosts.bindAccounts(new LinuxAccounts());
        return rig;
    }

    /** With Java alone. */
    public static Rig portable(Path scratch) {
        return new Rig(scratch);
    }

    public Section newSection() throws VaultException {
        return new Section(vault.open(bank, SessionOptions.writing(new Owner("00000000-0000-0000-0000-000000000001", 1), "checkpoint")));
    }

    public Run protecting(Path path) throws Exception {
        return new Run(new Volumes(hosts.current()).at(path, Optional.empty()), newSection());
    }

    /** Protects a path, all hooks. */
    public Run protect(Path path, String parameters) throws Exception {
        Run run = protecting(path);
        protect(run, parameters);
        return run;
    }

    public void protect(Run run, String parameters) throws Exception {
        Operation<ProtectContext> operation = plugin.getProtectOperation(run.resource);
        Parameters merged = parameters(parameters);
        List<Problem> problems = operation.onCheck(null, run.resource, run.protecting(), merged);
        if (!problems.isEmpty()) {
            throw new AssertionError(problems.toString());
        }
        operation.onPrepareBegin(null, run.resource, run.protecting(), merged);
        operation.onPrepareFinish(null, run.resource, run.protecting(), merged);
        operation.onMain(null, run.resource, run.protecting(), merged);
        operation.onComplete(null, run.resource, run.protecting(), merged);
        run.section.session().flush();
    }

    /** A restore of what a run protected, not begun. */
    public Run restoring(Run from, Path location, String name) {
        Run run = new Run(from.resource, from.section);
        run.target = Optional.of(new RestoreTarget(location.toString(), name));
        return run;
    }

    public List<Problem> check(Run run, String parameters) throws Exception {
        return plugin.getRestoreOperation(run.resource).onCheck(null, run.resource, run.restoring(), parameters(parameters));
    }

    /** Restores, all hooks. */
    public Run restore(Run run, String parameters) throws Exception {
        Operation<RestoreContext> operation = plugin.getRestoreOperation(run.resource);
        operation.onMain(null, run.resource, run.restoring(), parameters(parameters));
        operation.onComplete(null, run.resource, run.restoring(), parameters(parameters));
        return run;
    }

    public Run restore(Run from, Path location, String name, String parameters) throws Exception {
        return restore(restoring(from, location, name), parameters);
    }

    public List<Problem> verify(Run from) throws Exception {
        Run run = new Run(from.resource, from.section);
        plugin.getVerifyOperation(run.resource).onMain(null, run.resource, run.verifying(), Parameters.empty());
        return run.damaged;
    }

    /** Takes all open steps of a run back, the last first. */
    public List<UndoResult> undo(Run run) throws Exception {
        List<UndoResult> results = new ArrayList<>();
        for (UndoStep step : List.copyOf(run.open.values()).reversed()) {
            UndoResult result = plugin.undo(step, run.undoing());
            results.add(result);
            if (result.settled()) {
                run.open.remove(step.id());
            }
        }
        return results;
    }

    public static Parameters parameters(String json) throws Exception {
        JsonObject parsed = Json.parseObject(json);
        return Parameters.of(parsed);
    }

    public static Resource resource(Path path) {
        return Resource.of(Volumes.TYPE, path.toString(), String.valueOf(path.getFileName()));
    }

    @Override
    public void close() {
        vault.close();
    }
}
