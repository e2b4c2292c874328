package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.Work;
import io.github.enxame.documents.layout.WorkExceededException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a document in reading order. Walks the page tree without recursion, and leaves a flat one behind in which
 * each page holds what it inherited, so that nobody else has to walk a deep or looped tree.
 */
final class PageList {
    private static final List<COSName> INHERITED =
            List.of(COSName.RESOURCES, COSName.MEDIA_BOX, COSName.CROP_BOX, COSName.ROTATE);

    private final List<COSDictionary> pages = new ArrayList<>();
    private final IdentityHashMap<COSDictionary, Integer> numbers = new IdentityHashMap<>();
    private final List<COSObjectKey> treeKeys = new ArrayList<>();
    private final List<@Nullable COSObjectKey> pageKeys = new ArrayList<>();
    private final Work work;
    private final int maxPages;

    PageList(PDDocument pdf, Work work, int maxPages) {
        this.work = work;
        this.maxPages = maxPages;
        COSDictionary catalog = pdf.getDocumentCatalog().getCOSObject();
        COSBase root = catalog.getItem(COSName.PAGES);
        walk(root);
        flatten(catalog.getCOSDictionary(COSName.PAGES));
    }

    /** The number of pages. */
    int count() {
        return pages.size();
    }

    /** A page's dictionary; it has no parent any more. */
    COSDictionary dictionary(int page) {
        return pages.get(page);
    }

    /** The key of a page's own object, null if it is written in place. */
    @Nullable COSObjectKey key(int page) {
        return pageKeys.get(page);
    }

    /** The number of the page that has this dictionary, or -1. */
    int numberOf(COSDictionary dictionary) {
        return numbers.getOrDefault(dictionary, -1);
    }

    /** A page's height in points. */
    float height(int page) {
        return new PDPage(pages.get(page)).getCropBox().getHeight();
    }

    /** The keys of the tree's inner nodes. */
    List<COSObjectKey> treeKeys() {
        return treeKeys;
    }

    private void walk(@Nullable COSBase root) {
        Set<COSDictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> open = new ArrayDeque<>();
        open.push(new Node(root, null));
        while (!open.isEmpty()) {
            work.step(1);
            Node node = open.pop();
            COSBase base = node.item instanceof COSObject reference ? reference.getObject() : node.item;
            if (!(base instanceof COSDictionary dictionary)) {
                continue;
            }
            inherit(dictionary, node.parent);
            COSArray kids = dictionary.getCOSArray(COSName.KIDS);
            if (kids == null) {
                addPage(dictionary, node.item);
            } else if (seen.add(dictionary)) {
                if (node.item instanceof COSObject reference) {
                    treeKeys.add(reference.getKey());
                }
                for (int i = kids.size() - 1; i >= 0; i--) {
                    open.push(new Node(kids.get(i), dictionary));
                }
            }
        }
    }

    private void addPage(COSDictionary dictionary, @Nullable COSBase item) {
        if (pages.size() >= maxPages) {
            throw new WorkExceededException("it has more than " + maxPages + " pages");
        }
        dictionary.setItem(COSName.TYPE, COSName.PAGE);
        numbers.putIfAbsent(dictionary, pages.size());
        pages.add(dictionary);
        pageKeys.add(item instanceof COSObject reference ? reference.getKey() : null);
    }

    private static void inherit(COSDictionary node, @Nullable COSDictionary parent) {
        node.removeItem(COSName.PARENT);
        if (parent != null) {
            for (COSName name : INHERITED) {
                if (!node.containsKey(name) && parent.containsKey(name)) {
                    node.setItem(name, parent.getItem(name));
                }
            }
        }
    }

    private void flatten(@Nullable COSDictionary root) {
        if (root == null) {
            return;
        }
        COSArray kids = new COSArray();
        pages.forEach(kids::add);
        root.setItem(COSName.KIDS, kids);
        root.setInt(COSName.COUNT, pages.size());
        root.setItem(COSName.TYPE, COSName.PAGES);
    }

    private record Node(@Nullable COSBase item, @Nullable COSDictionary parent) {}
}
