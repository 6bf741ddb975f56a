package org.redoubt.engine.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.CycleException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.VaultSession;

/** A server with two volumes, and what protects it. */
final class Sample {
    static final Resource SERVER = Resource.of("Host::Server", "web", "web");
    static final Resource ROOT = Resource.of("Host::Volume", "/srv/root", "root").extraInfo(JsonObject.builder().put("kind", "tree").build());
    static final Resource DATA = Resource.of("Host::Volume", "/srv/data \u00e4 \ud800", "data");
    static final Owner OWNER = new Owner("6ba7b810-9dad-41d1-80b4-00c04fd430c8", 7);
    static final OperationId OPERATION = new OperationId("operation-1");
    static final Instant START = Instant.parse("2026-03-04T05:06:07.089Z");

    private Sample() {
    }

    /** A clock that goes on by a millisecond and a bit at each look. */
    static final class Clock implements InstantSource {
        private Instant now = START;

        @Override
        public synchronized Instant instant() {
            Instant result = now;
            now = now.plus(Duration.ofNanos(1_000_123));
            return result;
        }

        synchronized void set(Instant instant) {
            now = instant;
        }
    }

    static ResourceGraph graph() {
        try {
            return ResourceGraph.builder().add(SERVER).add(ROOT).add(DATA).edge(SERVER.ref(), ROOT.ref()).edge(SERVER.ref(), DATA.ref())
                    .build();
        } catch (CycleException e) {
            throw new IllegalStateException(e);
        }
    }

    static CheckpointId id(int number) {
        return new CheckpointId(new UUID(0x0190_0000_0000_7000L | (long) number << 16, 0x8000_0000_0000_0000L | number).toString());
    }

    static CheckpointStart start(CheckpointId id) {
        return start(id, ProjectId.DEFAULT, Optional.of("nightly"), "default");
    }

    static CheckpointStart start(CheckpointId id, ProjectId project, Optional<String> planName, String provider) {
        Plan plan = Plan.builder(planName.orElse("unnamed")).project(project).provider(provider).resource(SERVER.ref()).build();
        return new CheckpointStart(id, plan, planName, provider, OWNER, 3, OPERATION, graph());
    }

    static StoredRecord done(Resource resource, Grade grade, long bytes) {
        return new StoredRecord(resource, ResourceStatus.DONE, List.of(), grade, "It was at rest.", Optional.of(START), Optional.empty(), Optional.empty(),
                "org.example", "1.2.3", "2.0", bytes);
    }

    /** Makes a whole checkpoint with documents and data. */
    static StoredCheckpoint checkpoint(CheckpointStore store, CheckpointId id, VaultSession vault) throws RedoubtException {
        CheckpointDraft draft = store.begin(start(id));
        fill(draft, vault);
        draft.commit(vault, Result.of(records(), Optional.of(Duration.ofMillis(12))));
        return store.find(id).orElseThrow();
    }

    static void fill(CheckpointDraft draft, VaultSession vault) throws RedoubtException {
        draft.section(SERVER, vault).put("description", JsonObject.builder().put("memory", 4096).build());
        for (Resource volume : List.of(ROOT, DATA)) {
            ResourceSection section = draft.section(volume, vault);
            section.put("volume", JsonObject.builder().put("path", volume.id()).build());
            write(section, "content", "The content of " + volume.name());
        }
    }

    static void write(ResourceSection section, String name, String text) throws RedoubtException {
        try (DataWriter writer = section.create(name, DataHints.none())) {
            writer.write(0, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            writer.commit();
        }
    }

    static List<StoredRecord> records() {
        return List.of(done(SERVER, Grade.METADATA, 0), done(ROOT, Grade.FILESYSTEM, 100), done(DATA, Grade.CRASH, 23));
    }
}
