package org.redoubt.engine.parameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.Schema;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.resource.CycleException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;

class ParameterResolverTest {
    private static final ResourceRef A = new ResourceRef("T", "a");
    private static final ResourceRef B = new ResourceRef("T", "b");
    private static final Schema SCHEMA = Schema.parse("""
            {"type": "object", "additionalProperties": false, "required": ["level"],
             "properties": {
               "level": {"type": "integer", "minimum": 1, "maximum": 9, "default": 3},
               "exclude": {"type": "array", "items": {"type": "string", "minLength": 1}},
               "mode": {"enum": ["full", "fast"]},
               "key": {"type": "string", "maxLength": 20, "x-redoubt-secret": true},
               "net": {"type": "object", "properties": {"port": {"type": "integer", "default": 80}, "a/b": {"type": "string"}}}}}""");

    private final ParameterResolver resolver = new ParameterResolver();

    @Test
    void givenFourPlaces_whenMerged_thenTheMoreSpecificAndTheRequestWinByMember() throws Exception {
        Resolution found = resolve(plan("{'T': {'level': 1, 'mode': 'full', 'exclude': ['x']}, 'T#a': {'level': 2}}"),
                plan("{'T': {'mode': 'fast'}, 'T#a': {'exclude': ['y']}}"));
        assertEquals(List.of(), found.problems());
        assertEquals(json("{'level': 2, 'mode': 'fast', 'exclude': ['y']}"), found.of(A).parameters().json());
        assertEquals(json("{'level': 'plan T#a', 'mode': 'request T', 'exclude': 'request T#a'}"), found.of(A).origins());
        assertEquals(json("{'level': 1, 'mode': 'fast', 'exclude': ['x']}"), found.of(B).parameters().json());
    }

    @Test
    void givenNothingSaid_thenDefaultsAreFilledInAtEveryDepth() throws Exception {
        assertEquals(json("{'level': 3}"), resolve(plan("{}"), plan("{}")).of(A).parameters().json());
        assertEquals(json("{'level': 'default'}"), resolve(plan("{}"), plan("{}")).of(A).origins());
        Resolution nested = resolve(plan("{}"), plan("{'T': {'net': {}}}"));
        assertEquals(json("{'level': 3, 'net': {'port': 80}}"), nested.of(A).parameters().json());
    }

    @Test
    void givenSeveralViolations_thenEachIsToldOnceWithItsPlaceAsItIsTyped() throws Exception {
        Resolution found = resolve(plan("{}"), plan("{'T': {'level': 99, 'exclude': ['', 5]}, 'T#a': {'lewel': 1, 'net': {'a/b': 1}}}"));
        assertEquals(List.of("T.level", "T.exclude.0", "T.exclude.1", "T#a.lewel", "T#a.net.a/b").stream().sorted().toList(),
                found.problems().stream().map(problem -> problem.subject().orElseThrow()).sorted().toList());
        assertTrue(found.problems().stream().allMatch(problem -> problem.kind() == ProblemKind.INVALID));
        assertTrue(found.problems().stream().allMatch(problem -> problem.message().contains(problem.subject().orElseThrow())), "the place is said once");
        assertTrue(text(found).contains("There is no such parameter."), text(found));
        assertTrue(text(found).contains("These can be set: level, exclude, mode, key, net."), text(found));
    }

    @Test
    void givenAValueOfAnotherType_thenItIsSaidWhatItIsAndHasToBe() throws Exception {
        String found = text(resolve(plan("{'T': {'level': 'high', 'exclude': '*.tmp'}}"), plan("{}")));
        assertTrue(found.contains("The parameter T.level: It is text, and has to be a whole number."), found);
        assertTrue(found.contains("The parameter T.exclude: It is text, and has to be a list, such as [\"one\", \"two\"]."), found);
    }

    @Test
    void givenARequiredMemberWithoutADefault_whenNobodySaysIt_thenItIsAProblemOfEachResource() throws Exception {
        Schema demanding = Schema.parse("{\"type\": \"object\", \"required\": [\"target\"], \"properties\": {\"target\": {\"type\": \"string\"}}}");
        Resolution found = resolver.resolve(graph(), plan("{'T#a': {'target': 'x'}}"), ParameterSet.empty(), type -> demanding, type -> true);
        assertFalse(found.problems().isEmpty());
        assertTrue(found.problems().stream().allMatch(problem -> problem.kind() == ProblemKind.INVALID && problem.message().contains("target")), text(found));
        assertEquals(List.of(), resolver.resolve(graph(), plan("{'T': {'target': 'x'}}"), ParameterSet.empty(), type -> demanding, type -> true).problems());
    }

    @Test
    void givenAResourceThatTakesNoPart_thenItsParametersAreAProblem() throws Exception {
        Resolution found = resolve(plan("{'T#zz': {'level': 1}, 'Known': {'x': 1}, 'Tippo': {'x': 1}}"), plan("{'Known': {'x': 1}, '#': {}}"));
        assertEquals(List.of("T#zz", "Tippo", "Known", "#"), found.problems().stream().map(problem -> problem.subject().orElseThrow()).toList());
    }

    @Test
    void givenASecretInClearText_thenItIsRefusedAndNotRepeated() throws Exception {
        Resolution found = resolve(plan("{'T': {'key': 'hunter2-hunter2-hunter2'}}"), plan("{}"));
        assertEquals(1, found.problems().size());
        assertFalse(text(found).contains("hunter2"), text(found));
        assertTrue(text(found).contains("secret:NAME"), text(found));
        Resolution sound = resolve(plan("{'T': {'key': 'secret:disk', 'exclude': ['secret:none']}}"), plan("{}"));
        assertEquals(List.of(), sound.problems());
        assertEquals(Set.of("secret:disk"), sound.of(A).secrets());
    }

    @Test
    void givenASchemaThatIsNoneOrNull_thenItIsTheErrorOfThePlugin() throws Exception {
        for (Schema broken : new Schema[] {null, Schema.parse("{\"type\": 7}"), Schema.parse("{\"$ref\": \"#/nowhere\"}"),
                Schema.parse("{\"properties\": {\"key\": {\"x-redoubt-secret\": \"yes\"}}}")}) {
            Resolution found = resolver.resolve(graph(), ParameterSet.empty(), ParameterSet.empty(), type -> broken, type -> true);
            assertEquals(List.of(ProblemKind.PLUGIN), found.problems().stream().map(Problem::kind).toList(), String.valueOf(broken));
        }
    }

    @Test
    void givenAPluginThatThrows_thenItIsAProblemAndNoException() throws Exception {
        Resolution found = resolver.resolve(graph(), ParameterSet.empty(), ParameterSet.empty(), type -> {
            throw new IllegalStateException("no disk");
        }, type -> true);
        assertEquals("The plugin for T failed when it was asked for its schema: IllegalStateException: no disk.", found.problems().getFirst().message());
        assertEquals("This is an error of the plugin; use another version of it.", found.problems().getFirst().hint().orElseThrow());
    }

    @Test
    void givenManyResources_thenThoseWithoutParametersOfTheirOwnShareTheirs() throws Exception {
        Resolution found = resolve(plan("{}"), plan("{'T#a': {'level': 5}}"));
        assertEquals(5, found.of(A).parameters().number("level").orElseThrow());
        assertTrue(found.of(B) == found.of(new ResourceRef("T", "c")));
    }

    private Resolution resolve(ParameterSet plan, ParameterSet request) throws CycleException {
        return resolver.resolve(graph(), plan, request, type -> SCHEMA, "Known"::equals);
    }

    private static ResourceGraph graph() throws CycleException {
        return ResourceGraph.builder().add(Resource.of("T", "a", "a")).add(Resource.of("T", "b", "b")).add(Resource.of("T", "c", "c")).build();
    }

    private static ParameterSet plan(String text) throws JsonException {
        return ParameterSet.fromJson(json(text));
    }

    private static JsonObject json(String text) throws JsonException {
        return Json.parseObject(text.replace('\'', '"'));
    }

    private static String text(Resolution found) {
        return found.problems().toString();
    }
}
