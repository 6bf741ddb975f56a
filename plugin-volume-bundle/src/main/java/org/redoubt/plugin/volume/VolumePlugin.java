package org.redoubt.plugin.volume;

import java.io.File;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.Schema;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.DataFormat;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.ResourceType;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoFormats;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.protection.VerifyContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.plugin.volume.host.Hosts;
import org.redoubt.plugin.volume.operation.ProtectVolume;
import org.redoubt.plugin.volume.operation.RestoreVolume;
import org.redoubt.plugin.volume.operation.VerifyVolume;
import org.redoubt.plugin.volume.place.Volumes;
import org.redoubt.plugin.volume.record.VolumeRecord;
import org.redoubt.plugin.volume.undo.Undoing;

/** Protects directories, disk images and block devices. */
@Component
@ResourceType(Volumes.TYPE)
@DataFormat(format = "2.0", format_reads = "[1.0,3.0)")
@UndoFormats(1)
public final class VolumePlugin implements ProtectionPlugin {
    private final Hosts hosts;
    private final Operation<ProtectContext> protect;
    private final Operation<RestoreContext> restore;
    private final Operation<VerifyContext> verify = new VerifyVolume();

    /**
     * @param bundle whose storage keeps lists of restored files
     * @param hosts how files are reached
     */
    @Activate
    public VolumePlugin(BundleContext bundle, @Reference Hosts hosts) {
        this(hosts, journals(bundle));
    }

    /** A plugin that keeps lists of restored files in that directory. */
    public VolumePlugin(Hosts hosts, Path journals) {
        this.hosts = hosts;
        this.protect = new ProtectVolume(hosts);
        this.restore = new RestoreVolume(hosts, journals);
    }

    private static Path journals(BundleContext bundle) {
        File kept = bundle.getDataFile("restored");
        return kept == null ? Path.of(System.getProperty("java.io.tmpdir"), "redoubt-restored") : kept.toPath();
    }

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource resource) {
        return protect;
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource resource) {
        return restore;
    }

    @Override
    public Operation<VerifyContext> getVerifyOperation(Resource resource) {
        return verify;
    }

    @Override
    public Schema getOptionsSchema(String type) {
        return Schemas.PROTECT;
    }

    @Override
    public Schema getRestoreSchema(String type) {
        return Schemas.RESTORE;
    }

    @Override
    public Schema getSavedInfoSchema(String type) {
        return Schemas.SAVED;
    }

    @Override
    public JsonObject getSavedInfo(ResourceSection section, Resource resource) throws RedoubtException {
        VolumeRecord record = VolumeRecord.of(section);
        JsonObject.Builder info = JsonObject.builder().put("kind", record.kind().word()).put("path", record.path())
                .put("size", record.bytes());
        switch (record.content()) {
            case VolumeRecord.Tree tree -> info.put("files", tree.counts().files()).put("directories", tree.counts().directories())
                    .put("others", tree.counts().others()).put("unread", tree.counts().unread());
            case VolumeRecord.Image image -> {
                image.crc32c().ifPresent(sum -> info.put("crc32c", sum));
                image.sha256().ifPresent(hash -> info.put("sha256", hash));
            }
        }
        return info.build();
    }

    @Override
    public UndoResult undo(UndoStep step, UndoContext context) throws Exception {
        return new Undoing(hosts.current()).undo(step, context);
    }
}
