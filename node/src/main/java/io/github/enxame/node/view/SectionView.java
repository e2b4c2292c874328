package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * A section of a document and how much of it is here.
 *
 * @param spine whether it is what a viewer needs before any page
 * @param state ready, arriving or queued
 * @param bands bytes of it that each distance band brought, band 1 first
 * @param cells the cells of the honeycomb that it lies in: the first and the last of each run of them, in order
 */
@Json
public record SectionView(
        String title,
        long words,
        long bytes,
        boolean spine,
        String state,
        long verifiedBytes,
        List<Long> bands,
        List<Integer> cells) {}
