package org.redoubt.api.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.ResourceRef;

class PlanTest {
    @Test
    void aPlanIsReadBackAsItWasWritten() {
        Plan plan = Plan.builder("nightly").id("1").project(new ProjectId("p")).provider("offsite").description("d")
                .resource(new ResourceRef("T", "a")).parameters(ParameterSet.empty().with("T", "x", Json.of(1)).with("T#a", "x", Json.of(2)))
                .onFailure(FailurePolicy.ISOLATE).freezeBudget(Duration.ofSeconds(5)).hookTimeout(Duration.ofMinutes(1))
                .deadline(Duration.ofHours(2)).minimumConsistency(Grade.CRASH).build();
        assertEquals(plan.toJson(), Plan.fromJson(plan.toJson()).toJson());
        assertEquals(plan.toJson(), plan.toBuilder().build().toJson());
    }

    @Test
    void whatCannotBeUnderstoodIsToldInOneSentence() {
        assertTrue(wrong("{}").contains("name"));
        assertTrue(wrong("{\"name\": \"a/b\"}").contains("a/b"));
        assertTrue(wrong("{\"name\": \"a\", \"freezeBudget\": \"5s\"}").contains("PT30S"));
        assertTrue(wrong("{\"name\": \"a\", \"deadline\": \"PT0S\"}").contains("longer than zero"));
        assertTrue(wrong("{\"name\": \"a\", \"onFailure\": \"ignore\"}").contains("stop, isolate"));
        assertTrue(wrong("{\"name\": \"a\", \"resources\": [1]}").contains("object"));
    }

    @Test
    void whatNoPlanHasIsTold() throws Exception {
        Plan plan = Plan.builder("nightly").resource(new ResourceRef("T", "a")).build();
        assertEquals(List.of(), Plan.unknownMembers(plan.toJson()));
        assertEquals(List.of("foo", "onFailur"), Plan.unknownMembers(Json.parseObject("{\"name\": \"a\", \"onFailur\": \"stop\", \"foo\": 1}")));
    }

    private static String wrong(String text) {
        return assertThrows(IllegalArgumentException.class, () -> {
            JsonObject json = Json.parseObject(text);
            Plan.fromJson(json);
        }).getMessage();
    }

    @Test
    void aLaterMemberOfTheSameAddressWinsAndOthersStay() {
        ParameterSet set = ParameterSet.empty().with("T", "a", Json.of(1)).with("T", "b", Json.of(2)).with("T", "a", Json.of(3));
        assertEquals(3, set.forType("T").number("a").orElseThrow());
        assertEquals(2, set.forType("T").number("b").orElseThrow());
    }
}
