package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.testkit.bank.MemoryBank;

class LargeGraphTest {
    private static final CheckpointId ID = Sample.id(1);
    private static final int SIZE = Integer.getInteger("redoubt.graph", 20_000);

    @Test
    void aLargeGraphAndItsRecordsGoIntoPagesOfBoundedSizeAndComeBack() throws Exception {
        MemoryBank bank = new MemoryBank();
        CheckpointStore store = new CheckpointStore(bank, new Sample.Clock());
        ResourceGraph graph = graph();
        CheckpointStart small = Sample.start(ID);
        MemoryVault vault = new MemoryVault();

        CheckpointDraft draft = store.begin(new CheckpointStart(ID, small.plan(), small.planName(), small.provider(), small.owner(), 1,
                small.operation(), graph));
        draft.commit(vault, Result.of(records(graph), Optional.empty()));

        StoredCheckpoint stored = store.find(ID).orElseThrow();
        ResourceGraph again = stored.checkpoint().graph();
        assertEquals(graph.resources(), again.resources());
        assertEquals(graph.edges(), again.edges());
        assertEquals(graph.childCount(0), again.childCount(0));
        assertEquals(SIZE, stored.records().size());
        assertEquals(graph.resource(SIZE - 1), stored.records().get(SIZE - 1).resource());
        for (ObjectInfo object : bank.list(new Layout(ID).all(), Optional.empty(), 1000).objects()) {
            assertTrue(object.length() < 1_200_000, () -> object.toString());
        }
    }

    private static ResourceGraph graph() throws Exception {
        ResourceGraph.Builder graph = ResourceGraph.builder();
        Resource root = Resource.of("Host::Server", "root", "root");
        graph.add(root);
        for (int i = 1; i < SIZE; i++) {
            Resource volume = Resource.of("Host::Volume", "/srv/volumes/" + i, "volume " + i)
                    .extraInfo(JsonObject.builder().put("kind", "tree").build());
            graph.add(volume).edge(root.ref(), volume.ref());
        }
        return graph.build();
    }

    private static List<StoredRecord> records(ResourceGraph graph) {
        return new AbstractList<>() {
            @Override
            public StoredRecord get(int number) {
                return Sample.done(graph.resource(number), Grade.CRASH, 1);
            }

            @Override
            public int size() {
                return graph.size();
            }
        };
    }
}
