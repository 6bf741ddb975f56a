package org.redoubt.plugin.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.cm.Configuration;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.resource.Resource;
import org.redoubt.testkit.protection.ProtectablePluginContract;
import org.redoubt.testkit.protection.TestDiscoveryContext;

class ServerDiscoveryTest implements ProtectablePluginContract {
    @TempDir
    private static Path storage;
    @TempDir
    private static Path place;
    private static House house;
    private static ProtectablePlugin servers;

    @BeforeAll
    static void build() throws Exception {
        house = new House(storage);
        servers = house.servers();
        new Scene(house, place, "sample").declare(Map.of());
    }

    @AfterAll
    static void leave() throws Exception {
        house.close();
    }

    @Override
    public ProtectablePlugin plugin() {
        return servers;
    }

    @Override
    public Resource sample() {
        return Resource.of("Host::Server", "sample", "sample");
    }

    @Test
    void itsVolumesAreThoseOfThePluginOfVolumesByTheirRealPaths() throws Exception {
        Files.createSymbolicLink(place.resolve("link"), place.resolve("data"));
        house.declare("linked", Map.of("volumes", new String[] {place.resolve("link").toString(), place.resolve("root").toString()}));

        List<Resource> volumes = house.volumes().getDependentResources(new TestDiscoveryContext(), Resource.of("Host::Server", "linked", ""));

        assertEquals(List.of("Host::Volume#" + place.resolve("data").toRealPath(), "Host::Volume#" + place.resolve("root").toRealPath()),
                volumes.stream().map(Resource::toString).toList());
        assertEquals(List.of("data", "root"), volumes.stream().map(Resource::name).toList());
        assertEquals("Host::Volume", house.volumes().getResourceType());
        assertEquals(Optional.empty(), house.volumes().showResource(new TestDiscoveryContext(), volumes.getFirst().id()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            volumes     |             | The server "broken" needs "volumes": one or more absolute paths.
            volumes     | srv/web     | The server "broken" is declared with the path "srv/web", which is not absolute.
            frozenPaths | srv         | The server "broken" is declared with the path "srv", which is not absolute.
            freeze      | /bin/true   | The server "broken" needs both "freeze" and "thaw", or none of them.
            grade       | perfect     | The "grade" of the server "broken" must be application, filesystem or crash, not "perfect".
            thawTimeout | 0           | The time-outs of the server "broken" must be 1 second or more.
            maximumFreeze | 0         | The time-outs of the server "broken" must be 1 second or more.
            freezeTimeout | 3s        | The "freezeTimeout" of the server "broken" must be a whole number of seconds, not "3s".
            volumes     | "/srv/a     | A quote is not closed in: "/srv/a
            """, quoteCharacter = '`')
    void aDeclarationThatMakesNoSenseIsExplainedWhenItIsAskedFor(String member, String value, String sentence) throws Exception {
        Map<String, Object> members = new HashMap<>(Map.of("volumes", "/srv"));
        members.put(member, value == null ? "" : value);
        Configuration configuration = house.configure("broken", members);
        try {
            house.await("broken", true);

            RedoubtException e = assertThrows(RedoubtException.class, () -> servers.showResource(new TestDiscoveryContext(), "broken"));

            assertEquals(sentence, e.problem().message());
            assertThrows(RedoubtException.class, () -> servers.listResources(new TestDiscoveryContext()));
            assertEquals(Optional.of(sample()), servers.showResource(new TestDiscoveryContext(), "sample"));
        } finally {
            configuration.delete();
            house.await("broken", false);
        }
    }

    @Test
    void eachFileThatIsWrongIsNamedAndSoAreTheServersThatAreWell() throws Exception {
        Configuration first = house.configure("first", Map.of("volumes", "/srv", "felix.fileinstall.filename", "file:/home/etc/first.cfg"));
        Configuration second = house.configure("second", Map.of("volumes", "srv", "felix.fileinstall.filename", "file:/home/etc/second.cfg"));
        Configuration third = house.configure("third", Map.of("volumes", "/srv", "grade", "perfect", "felix.fileinstall.filename", "file:/home/etc/third.cfg"));
        try {
            for (String name : List.of("first", "second", "third")) {
                house.await(name, true);
            }

            Problem problem = assertThrows(RedoubtException.class, () -> servers.listResources(new TestDiscoveryContext())).problem();

            assertEquals("2 declarations of servers make no sense: The \"grade\" of the server \"third\" must be application, filesystem or "
                    + "crash, not \"perfect\". (etc/third.cfg) The server \"second\" is declared with the path \"srv\", which is not absolute. "
                    + "(etc/second.cfg)", problem.message());
            assertTrue(problem.hint().orElse("").startsWith("Correct each of them. There is nothing against: first, "), problem.toString());
            assertEquals(Optional.of("Correct etc/second.cfg."), assertThrows(RedoubtException.class,
                    () -> servers.showResource(new TestDiscoveryContext(), "second")).problem().hint());
        } finally {
            first.delete();
            second.delete();
            third.delete();
            for (String name : List.of("first", "second", "third")) {
                house.await(name, false);
            }
        }
    }

    @Test
    void twoOfOneNameAreAConflict() throws Exception {
        Configuration first = house.configure("twin", Map.of("volumes", "/srv"));
        house.await("twin", true);
        Configuration second = house.configure("twin", Map.of("volumes", "/tmp"));
        try {
            RedoubtException e = awaitConflict();

            assertEquals(ProblemKind.CONFLICT, e.kind());
        } finally {
            first.delete();
            second.delete();
            house.await("twin", false);
        }
    }

    private static RedoubtException awaitConflict() throws Exception {
        AtomicReference<RedoubtException> conflict = new AtomicReference<>();
        House.until("a conflict", () -> {
            try {
                servers.showResource(new TestDiscoveryContext(), "twin");
                return false;
            } catch (RedoubtException e) {
                conflict.set(e);
                return true;
            }
        });
        return conflict.get();
    }
}
