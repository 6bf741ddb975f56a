package org.redoubt.engine.hook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;

final class ProtectHookContext extends HookContext implements ProtectContext {
    ProtectHookContext(HookCall call, HookHost host) {
        super(call, host);
    }

    @Override
    public ResourceSection section() {
        return host().section();
    }

    @Override
    public Optional<ResourceSection> previous() {
        return host().previous();
    }

    @Override
    public void consistency(Grade grade, String reason) {
        if (isQuestion()) {
            host().foresee(grade, reason);
        } else {
            host().consistency(grade, reason);
        }
    }

    @Override
    public Optional<Grade> quiesced() {
        return host().quiesced();
    }

    @Override
    public void quiesce(Optional<Grade> grade) {
        host().quiesce(grade);
    }

    @Override
    public void snapshotTaken(Instant at) {
        host().snapshotTaken(at);
    }

    @Override
    public Optional<VolumeSnapshotter> snapshotter(List<VolumeSource> volumes) {
        return host().snapshotter(volumes);
    }

    @Override
    public Optional<VolumeSnapshotter> snapshotter(String name) {
        return host().snapshotter(name);
    }
}
