package org.redoubt.shell.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.Operations.TimelineEntry;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

@DisplayName("The timeline of a server with a volume")
final class TimelineTest {
    private static final Instant BEGIN = Instant.parse("2026-11-22T01:00:00Z");
    private final Resource server = Resource.of("Host::Server", "web", "web <&> \"1\"");
    private final Resource data = Resource.of("Host::Volume", "/srv/data", "data");

    private static TimelineEntry entry(Resource resource, Hook hook, int ready, int from, int to, String waitedFor, String outcome) {
        return new TimelineEntry(resource, hook, BEGIN.plusMillis(ready), BEGIN.plusMillis(from), BEGIN.plusMillis(to), "thread-1", waitedFor, outcome);
    }

    /** Not in the order in which they began. */
    private List<TimelineEntry> entries() {
        return List.of(entry(data, Hook.MAIN, 100, 300, 400, "the limit of mains", "failed"),
                entry(server, Hook.PREPARE_BEGIN, 0, 0, 100, "", "done"));
    }

    private static List<String> lines(List<TimelineEntry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TimelineText(entries).print(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    @DisplayName("as text has a line for each hook in the order in which they began, with what it waited for and a bar")
    void text() {
        List<String> lines = lines(entries());
        assertEquals(3, lines.size());
        assertTrue(lines.get(1).matches(" *\\+0 ms +web <&> \"1\" +prepareBegin +100 ms +#{10} +- +done *"), lines.get(1));
        assertTrue(lines.get(2).matches(" *\\+300 ms +data +main +100 ms +\\.{20}#{10} +the limit of mains +failed *"), lines.get(2));
    }

    @Test
    @DisplayName("as a picture has a box for each hook and for each wait, whatever the names are")
    void svg() throws Exception {
        Document picture = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(new TimelineSvg(entries()).text())));
        List<String> titles = IntStream.range(0, picture.getElementsByTagName("title").getLength())
                .mapToObj(i -> picture.getElementsByTagName("title").item(i).getTextContent()).toList();
        assertTrue(titles.contains("waited for the limit of mains"), titles::toString);
        assertTrue(titles.contains("main of Host::Volume#/srv/data, 100 ms, on thread-1, failed"), titles::toString);
        assertTrue(titles.contains("prepareBegin of Host::Server#web, 100 ms, on thread-1, done"), titles::toString);
    }

    @Test
    @DisplayName("of an operation without hooks, or with hooks that took no time, can be shown too")
    void nothing() {
        assertEquals(List.of("No hook has run."), lines(List.of()));
        assertEquals(2, lines(List.of(entry(data, Hook.MAIN, 0, 0, 0, "", "done"))).size());
        assertTrue(new TimelineSvg(List.of()).text().endsWith("</svg>" + System.lineSeparator()));
    }
}
