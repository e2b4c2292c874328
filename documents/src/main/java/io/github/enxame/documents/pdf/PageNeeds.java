package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.Work;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.jspecify.annotations.Nullable;

/** Follows references from pages to the objects that showing them takes: contents, fonts, images, annotations. */
final class PageNeeds {
    /** Ways that lead out of a page: to other pages, to threads of articles, to the structure of the whole document. */
    private static final Set<COSName> WAYS_OUT = Set.of(
            COSName.PARENT,
            COSName.P,
            COSName.getPDFName("SE"),
            COSName.getPDFName("SD"),
            COSName.getPDFName("Pg"),
            COSName.STRUCT_TREE_ROOT);

    private static final COSName BEADS = COSName.B;
    private static final Set<COSName> BY_NAME = Set.of(COSName.FONT, COSName.XOBJECT);

    private final PageList pages;
    private final List<PageText> texts;
    private final Work work;

    PageNeeds(PageList pages, List<PageText> texts, Work work) {
        this.pages = pages;
        this.texts = texts;
        this.work = work;
    }

    /** The keys of the objects that a range of pages needs, the pages' own among them. */
    Collection<COSObjectKey> of(int firstPage, int lastPage) {
        Set<COSObjectKey> needed = new HashSet<>();
        for (int page = firstPage; page <= lastPage; page++) {
            COSObjectKey key = pages.key(page);
            if (key != null) {
                needed.add(key);
            }
            follow(page, needed);
        }
        return needed;
    }

    /** The keys of the streams that hold a page's own content. */
    List<COSObjectKey> contents(int page) {
        COSBase contents = pages.dictionary(page).getItem(COSName.CONTENTS);
        if (contents instanceof COSObject reference && reference.getObject() instanceof COSArray array) {
            contents = array;
        }
        if (contents instanceof COSObject reference) {
            return List.of(reference.getKey());
        }
        return contents instanceof COSArray array
                ? array.toList().stream()
                        .filter(COSObject.class::isInstance)
                        .map(item -> ((COSObject) item).getKey())
                        .toList()
                : List.of();
    }

    private void follow(int page, Set<COSObjectKey> needed) {
        COSDictionary root = pages.dictionary(page);
        Deque<COSBase> open = new ArrayDeque<>();
        for (COSName name : root.keySet()) {
            if (name.equals(COSName.RESOURCES)) {
                openResources(root.getItem(name), texts.get(page).used(), needed, open);
            } else if (!WAYS_OUT.contains(name) && !name.equals(BEADS)) {
                push(root.getItem(name), open);
            }
        }
        while (!open.isEmpty()) {
            work.step(1);
            COSBase base = open.pop();
            if (base instanceof COSObject reference) {
                base = needed.add(reference.getKey()) ? reference.getObject() : null;
            }
            if (base instanceof COSArray array) {
                for (int i = 0; i < array.size(); i++) {
                    push(array.get(i), open);
                }
            } else if (base instanceof COSDictionary dictionary && !leadsOut(dictionary)) {
                for (COSName name : dictionary.keySet()) {
                    if (!WAYS_OUT.contains(name)) {
                        push(dictionary.getItem(name), open);
                    }
                }
            }
        }
    }

    /** Of a page's resources, fonts and drawings count only if the content uses them: many share one large dictionary. */
    private void openResources(
            @Nullable COSBase item, @Nullable Set<COSName> used, Set<COSObjectKey> needed, Deque<COSBase> open) {
        if (!(opened(item, needed) instanceof COSDictionary resources)) {
            return;
        }
        for (COSName name : resources.keySet()) {
            if (used == null || !BY_NAME.contains(name)) {
                push(resources.getItem(name), open);
            } else if (opened(resources.getItem(name), needed) instanceof COSDictionary named) {
                for (COSName resource : named.keySet()) {
                    work.step(1);
                    if (used.contains(resource)) {
                        push(named.getItem(resource), open);
                    }
                }
            }
        }
    }

    private static @Nullable COSBase opened(@Nullable COSBase item, Set<COSObjectKey> needed) {
        if (item instanceof COSObject reference) {
            needed.add(reference.getKey());
            return reference.getObject();
        }
        return item;
    }

    private static void push(@Nullable COSBase item, Deque<COSBase> open) {
        if (item instanceof COSObject || item instanceof COSArray || item instanceof COSDictionary) {
            open.push(item);
        }
    }

    private boolean leadsOut(COSDictionary dictionary) {
        return pages.numberOf(dictionary) >= 0 || isTree(dictionary.getCOSName(COSName.TYPE));
    }

    private static boolean isTree(@Nullable COSName type) {
        return COSName.PAGES.equals(type) || COSName.CATALOG.equals(type);
    }
}
