package org.redoubt.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

@DisplayName("A picture")
final class SvgTest {

    @Test
    @DisplayName("is well-formed whatever names it shows")
    void anyName() throws Exception {
        String name = "</text><script>\"&'\u0000\u001b\uFFFE€";
        String picture = new Svg(10, 10).text(1, 1, "start", 10, "#000", name).box(0, 0, 1, 1, "#fff", "#000", true, name)
                .arrowHead("#123456").arrow(0, 0, 5, 5, "#123456", name).document();
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(picture)));
        assertEquals("</text><script>\"&'\uFFFD\uFFFD\uFFFD€", document.getElementsByTagName("text").item(0).getTextContent());
        assertEquals(0, document.getElementsByTagName("script").getLength());
    }
}
