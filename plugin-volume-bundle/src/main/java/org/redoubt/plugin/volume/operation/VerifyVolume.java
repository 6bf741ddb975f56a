package org.redoubt.plugin.volume.operation;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.VerifyContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.plugin.volume.content.WholeHash;
import org.redoubt.plugin.volume.record.VolumeRecord;
import org.redoubt.plugin.volume.tree.TreeCounts;

/** Holds what was recorded of a volume against its data: the size of an image, the counts of a tree. */
public final class VerifyVolume implements Operation<VerifyContext> {
    private static final int BUFFER = 1 << 20;
    private static final long STEP = 64 << 20;

    @Override
    public Set<Hook> hooks() {
        return EnumSet.of(Hook.MAIN);
    }

    @Override
    public void onMain(Checkpoint checkpoint, Resource volume, VerifyContext context, Parameters parameters) throws RedoubtException {
        VolumeRecord record = VolumeRecord.of(context.section());
        try {
            switch (record.content()) {
                case VolumeRecord.Tree tree -> tree(tree.counts(), volume, context);
                case VolumeRecord.Image image -> image(image, volume, context);
            }
        } catch (RedoubtException unreadable) {
            if (unreadable.kind() != ProblemKind.DAMAGED && unreadable.kind() != ProblemKind.NOT_FOUND) {
                throw unreadable;
            }
            context.damaged(unreadable.problem());
        }
    }

    private static void tree(TreeCounts recorded, Resource volume, VerifyContext context) throws RedoubtException {
        TreeCounts.Counter counter = new TreeCounts.Counter();
        try (TreeReader tree = context.section().openTree(VolumeRecord.TREE); TreeReader.Cursor cursor = tree.entries()) {
            for (Optional<TreeEntry> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                context.checkCancelled();
                TreeEntry entry = next.get();
                boolean content = entry.type() == EntryType.FILE && entry.sameFileAs().isEmpty();
                counter.add(entry.type(), content ? entry.size() : 0);
            }
        }
        TreeCounts found = counter.counts(recorded.unread());
        if (!found.equals(recorded)) {
            context.damaged(Problem.of(ProblemKind.DAMAGED, "The tree of " + volume.id() + " holds " + found.entries() + " entries of "
                    + found.bytes() + " bytes; " + recorded.entries() + " of " + recorded.bytes() + " were recorded."));
        }
    }

    /** Its bytes have been checked by the vault, each in its place; a restore holds the checksum of what it writes against the recorded one. */
    private static void image(VolumeRecord.Image recorded, Resource volume, VerifyContext context) throws RedoubtException {
        try (DataReader data = context.section().open(VolumeRecord.IMAGE)) {
            if (data.size() != recorded.size()) {
                context.damaged(notTheSame(volume, "size"));
            } else if (recorded.sha256().isPresent() && context.depth() == CheckDepth.CONTENT && !sha256(data, context).equals(recorded.sha256().get())) {
                context.damaged(notTheSame(volume, "SHA-256"));
            }
        }
    }

    private static Problem notTheSame(Resource volume, String what) {
        return Problem.of(ProblemKind.DAMAGED, "The image of " + volume.id() + " is not what was protected: its " + what + " is another one.");
    }

    /** Only earlier versions have recorded it: it has to pass over all zeros, too. */
    private static String sha256(DataReader data, VerifyContext context) throws RedoubtException {
        WholeHash hash = new WholeHash();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        for (Extent extent : data.size() > 0 ? data.extents() : List.<Extent>of()) {
            extent(data, extent, hash, buffer, context);
        }
        hash.upTo(data.size());
        return hash.hex();
    }

    private static void extent(DataReader data, Extent extent, WholeHash hash, ByteBuffer buffer, VerifyContext context)
            throws RedoubtException {
        long end = extent.offset() + extent.length();
        for (long at = extent.offset(); at < end;) {
            context.checkCancelled();
            long stop = Math.min(end, at + (extent.hole() ? STEP : BUFFER));
            if (extent.hole()) {
                hash.upTo(stop);
            } else {
                buffer.clear().limit((int) (stop - at));
                int count = data.read(at, buffer);
                hash.data(at, buffer.flip());
                stop = at + Math.max(count, 1);
            }
            context.progress().advance(stop - at);
            at = stop;
        }
    }
}
