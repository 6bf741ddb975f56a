package org.redoubt.plugin.volume.rig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.json.Json;
import org.redoubt.api.os.HostFiles;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultException;
import org.redoubt.os.linux.account.LinuxAccounts;
import org.redoubt.os.linux.file.LinuxFiles;
import org.redoubt.plugin.volume.VolumePlugin;
import org.redoubt.plugin.volume.host.Hosts;
import org.redoubt.plugin.volume.place.Volumes;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.testkit.protection.RecordingUndoLog;
import org.redoubt.testkit.protection.TestContext;
import org.redoubt.testkit.protection.TestProtectContext;
import org.redoubt.testkit.protection.TestRestoreContext;
import org.redoubt.testkit.protection.TestUndoContext;
import org.redoubt.testkit.protection.TestVerifyContext;
import org.redoubt.vault.VaultService;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.session.SessionSettings;

/** The plugin over a real vault, and the short words that tests use. */
public final class Rig implements AutoCloseable {
    private static final int PACK = 4 << 20;

    private final Bank bank;
    private final AtomicBoolean root = new AtomicBoolean(true);
    private final Hosts hosts = new Hosts(root::get);
    private final VolumePlugin plugin;
    private final VaultService vault;
    private final Map<Section, Key> decisions = new ConcurrentHashMap<>();

    private Rig(Path scratch, Bank bank) {
        this.bank = bank;
        this.vault = new VaultService(new SessionSettings(1, PACK, scratch), KeyHome.in(scratch), 2);
        this.plugin = new VolumePlugin(hosts, scratch.resolve("journals"));
    }

    /** With all that Linux offers. */
    public static Rig linux(Path scratch) {
        return with(scratch, new LinuxFiles());
    }

    /** With files that are reached in a way of the test's own. */
    public static Rig with(Path scratch, HostFiles files) {
        return with(scratch, files, new MemoryBank());
    }

    /** With a bank of the test's own. */
    public static Rig with(Path scratch, HostFiles files, Bank bank) {
        Rig rig = new Rig(scratch, bank);
        rig.hosts.bindFiles(files);
        rig.hosts.bindAccounts(new LinuxAccounts());
        return rig;
    }

    /** With Java alone. */
    public static Rig portable(Path scratch) {
        return new Rig(scratch, new MemoryBank());
    }

    /** The plugin. */
    public VolumePlugin plugin() {
        return plugin;
    }

    /** Whether the plugin takes itself for root, as it does at first. */
    public void runsAsRoot(boolean is) {
        root.set(is);
    }

    /** How it reaches files. */
    public Hosts hosts() {
        return hosts;
    }

    /** A section of a new session. */
    public Section section() throws VaultException {
        String checkpoint = UUID.randomUUID().toString();
        Key decision = Key.of("commits/" + checkpoint + "/0");
        Section section = new Section(vault.open(bank, SessionOptions.writing(new Owner("00000000-0000-0000-0000-000000000001", 1), checkpoint,
                checkpoint + ".0", decision)));
        decisions.put(section, decision);
        return section;
    }

    private void commit(Section section) throws RedoubtException {
        section.session().flush();
        Body decision = Body.of("{}\n{\"outcome\":\"committed\",\"vault\":" + section.session().receipt() + "}\n");
        vault.documents(bank).putIfAbsent(decisions.get(section), decision);
    }

    /** The volume at a path, about to be protected. */
    public Saved saving(Path path) throws Exception {
        return saving(path, Optional.empty());
    }

    /** The same, after an earlier checkpoint. */
    public Saved saving(Path path, Optional<Saved> previous) throws Exception {
        Resource volume = new Volumes(hosts.current()).at(path, Optional.empty());
        Section section = section();
        return new Saved(volume, section, new TestProtectContext(section, previous.map(Saved::section), new RecordingUndoLog(volume)));
    }

    /** Protects a path, all hooks. */
    public Saved protect(Path path, String parameters) throws Exception {
        return protect(saving(path), parameters);
    }

    /** Protects, all hooks. */
    public Saved protect(Saved volume, String parameters) throws Exception {
        Operation<ProtectContext> operation = plugin.getProtectOperation(volume.resource());
        Parameters merged = parameters(parameters);
        TestProtectContext context = volume.context();
        List<Problem> problems = operation.onCheck(null, volume.resource(), context, merged);
        if (!problems.isEmpty()) {
            throw new AssertionError(problems.toString());
        }
        context.enter(Hook.PREPARE_BEGIN);
        operation.onPrepareBegin(null, volume.resource(), context, merged);
        context.enter(Hook.PREPARE_FINISH);
        operation.onPrepareFinish(null, volume.resource(), context, merged);
        context.enter(Hook.MAIN);
        operation.onMain(null, volume.resource(), context, merged);
        context.enter(Hook.COMPLETE);
        operation.onComplete(null, volume.resource(), context, merged);
        commit(volume.section());
        return volume;
    }

    /** A restore that has not begun. */
    public TestRestoreContext restoring(Saved from, Optional<RestoreTarget> target) {
        return new TestRestoreContext(from.resource(), from.section(), target, new RecordingUndoLog(from.resource()));
    }

    /** A restore to another place that has not begun. */
    public TestRestoreContext restoring(Saved from, Path location, String name) {
        return restoring(from, Optional.of(new RestoreTarget(location.toString(), name)));
    }

    /** What would keep a restore from succeeding. */
    public List<Problem> check(Saved from, TestRestoreContext context, String parameters) throws Exception {
        return plugin.getRestoreOperation(from.resource()).onCheck(null, from.resource(), context, parameters(parameters));
    }

    /** Restores, main only. */
    public void restoreMain(Saved from, TestRestoreContext context, String parameters) throws Exception {
        plugin.getRestoreOperation(from.resource()).onMain(null, from.resource(), context, parameters(parameters));
    }

    /** Restores, all hooks. */
    public TestRestoreContext restore(Saved from, TestRestoreContext context, String parameters) throws Exception {
        Operation<RestoreContext> operation = plugin.getRestoreOperation(from.resource());
        operation.onMain(null, from.resource(), context, parameters(parameters));
        operation.onComplete(null, from.resource(), context, parameters(parameters));
        return context;
    }

    /** Restores to another place, all hooks. */
    public TestRestoreContext restore(Saved from, Path location, String name, String parameters) throws Exception {
        return restore(from, restoring(from, location, name), parameters);
    }

    /** What verify finds. */
    public List<Problem> verify(Saved from) throws Exception {
        TestVerifyContext context = new TestVerifyContext(from.section(), new RecordingUndoLog(from.resource()));
        plugin.getVerifyOperation(from.resource()).onMain(null, from.resource(), context, Parameters.empty());
        return context.damages();
    }

    /** Takes all open steps of a run back, the last first. */
    public List<UndoResult> undo(TestContext run, VolumeSnapshotter... snapshotters) throws Exception {
        List<UndoResult> results = new ArrayList<>();
        for (UndoStep step : run.undo().open().reversed()) {
            UndoResult result = plugin.undo(step, new TestUndoContext(run, List.of(snapshotters)));
            results.add(result);
            if (result.settled()) {
                run.undo().release(step.id());
            }
        }
        return results;
    }

    /** Parameters from their text. */
    public static Parameters parameters(String json) throws Exception {
        return Parameters.of(Json.parseObject(json));
    }

    @Override
    public void close() {
        vault.close();
    }
}
