package io.github.enxame.documents.pdf;

/**
 * A place in the document.
 *
 * @param page number of the page, from 0
 * @param top distance from the page's top in points, 0 for the whole page
 */
record Destination(int page, float top) implements Comparable<Destination> {
    @Override
    public int compareTo(Destination other) {
        return page != other.page ? Integer.compare(page, other.page) : Float.compare(top, other.top);
    }
}
