package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.Titles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.jspecify.annotations.Nullable;

/** Reads a document's title from its XMP metadata, where PDF 2.0 has it (ISO 16684-1: dc:title, the first of its languages). */
final class XmpTitle {
    private static final int MAX_METADATA_BYTES = 256 << 10;
    private static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    private XmpTitle() {}

    /** The title, clean; empty if there is none that can be read. */
    static String of(@Nullable PDMetadata metadata) {
        if (metadata == null) {
            return "";
        }
        try (InputStream in = metadata.exportXMPMetadata()) {
            byte[] bytes = in.readNBytes(MAX_METADATA_BYTES);
            return Titles.clean(read(reader(bytes)));
        } catch (IOException | XMLStreamException e) {
            return "";
        }
    }

    private static XMLStreamReader reader(byte[] bytes) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
    }

    private static String read(XMLStreamReader xml) throws XMLStreamException {
        boolean inTitle = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                inTitle |= DUBLIN_CORE.equals(xml.getNamespaceURI())
                        && xml.getLocalName().equals("title");
                if (inTitle
                        && RDF.equals(xml.getNamespaceURI())
                        && xml.getLocalName().equals("li")) {
                    return xml.getElementText();
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("title")) {
                return "";
            }
        }
        return "";
    }
}
