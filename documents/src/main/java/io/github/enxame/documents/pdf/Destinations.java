package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.Work;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;

/** Resolves destinations: written in place, named in the catalogue, or named in a name tree. */
final class Destinations {
    private static final int XYZ_TOP = 3;
    private static final int FIT_RECTANGLE_TOP = 5;

    private final COSDictionary catalog;
    private final PageList pages;
    private final Work work;
    private @Nullable Map<String, COSBase> named;

    Destinations(COSDictionary catalog, PageList pages, Work work) {
        this.catalog = catalog;
        this.pages = pages;
        this.work = work;
    }

    /** The place an outline entry leads to, by its destination or its go-to action; null if there is none. */
    @Nullable Destination of(COSDictionary entry) {
        COSBase target = entry.getDictionaryObject(COSName.DEST);
        COSDictionary action = entry.getCOSDictionary(COSName.A);
        if (target == null && action != null && COSName.getPDFName("GoTo").equals(action.getCOSName(COSName.S))) {
            target = action.getDictionaryObject(COSName.D);
        }
        for (int hops = 0; hops < 3 && target != null; hops++) {
            switch (target) {
                case COSArray array -> {
                    return explicit(array);
                }
                case COSDictionary dictionary -> target = dictionary.getDictionaryObject(COSName.D);
                case COSName name -> target = named(name.getName());
                case COSString string -> target = named(latin(string));
                default -> target = null;
            }
        }
        return null;
    }

    private @Nullable Destination explicit(COSArray array) {
        COSBase first = array.size() > 0 ? array.getObject(0) : null;
        int page = first instanceof COSDictionary dictionary
                ? pages.numberOf(dictionary)
                : first instanceof COSNumber number ? number.intValue() : -1;
        if (page < 0 || page >= pages.count()) {
            return null;
        }
        COSBase fit = array.size() > 1 ? array.getObject(1) : null;
        int index = fit instanceof COSName name ? topIndex(name.getName()) : -1;
        COSBase top = index > 0 && index < array.size() ? array.getObject(index) : null;
        return new Destination(page, top instanceof COSNumber number ? fromTop(page, number.floatValue()) : 0);
    }

    private static int topIndex(String fit) {
        return switch (fit) {
            case "XYZ" -> XYZ_TOP;
            case "FitH", "FitBH" -> 2;
            case "FitR" -> FIT_RECTANGLE_TOP;
            default -> -1;
        };
    }

    private float fromTop(int page, float y) {
        PDPage view = new PDPage(pages.dictionary(page));
        if (view.getRotation() != 0) {
            return 0;
        }
        PDRectangle box = view.getCropBox();
        float top = box.getUpperRightY() - y;
        return top > 0 && top < box.getHeight() ? top : 0;
    }

    private @Nullable COSBase named(String name) {
        if (named == null) {
            named = readNames();
        }
        return named.get(name);
    }

    private Map<String, COSBase> readNames() {
        Map<String, COSBase> found = new HashMap<>();
        COSDictionary old = catalog.getCOSDictionary(COSName.DESTS);
        if (old != null) {
            for (COSName name : old.keySet()) {
                work.step(1);
                putIfPresent(found, name.getName(), old.getDictionaryObject(name));
            }
        }
        COSDictionary names = catalog.getCOSDictionary(COSName.NAMES);
        COSDictionary root = names == null ? null : names.getCOSDictionary(COSName.DESTS);
        Set<COSDictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<COSDictionary> open = new ArrayDeque<>();
        if (root != null) {
            open.push(root);
        }
        while (!open.isEmpty()) {
            COSDictionary node = open.pop();
            if (seen.add(node)) {
                readNode(node, found, open);
            }
        }
        return found;
    }

    private void readNode(COSDictionary node, Map<String, COSBase> found, Deque<COSDictionary> open) {
        COSArray kids = node.getCOSArray(COSName.KIDS);
        for (int i = 0; kids != null && i < kids.size(); i++) {
            work.step(1);
            if (kids.getObject(i) instanceof COSDictionary kid) {
                open.push(kid);
            }
        }
        COSArray pairs = node.getCOSArray(COSName.NAMES);
        for (int i = 0; pairs != null && i + 1 < pairs.size(); i += 2) {
            work.step(1);
            if (pairs.getObject(i) instanceof COSString name) {
                putIfPresent(found, latin(name), pairs.get(i + 1));
            }
        }
    }

    private static void putIfPresent(Map<String, COSBase> found, String name, @Nullable COSBase target) {
        COSBase direct = target instanceof COSObject reference ? reference.getObject() : target;
        if (direct != null) {
            found.putIfAbsent(name, direct);
        }
    }

    private static String latin(COSString string) {
        return new String(string.getBytes(), StandardCharsets.ISO_8859_1);
    }
}
