package io.github.enxame.documents;

import io.github.enxame.protocol.plan.SectionPlan;
import java.util.Optional;

/**
 * What the planner found out about a document.
 *
 * @param plan the sections, which cover every byte of the file exactly once
 * @param title the document's own title or, where it has none, its file name made readable; not part of the plan, at most
 *     {@link io.github.enxame.protocol.plan.Section#MAX_TITLE_LENGTH} characters, never empty
 * @param kind what the document was read as
 * @param fallbackReason why the plan is poorer than one of this kind could be, as an English sentence without its full
 *     stop ("the PDF is encrypted and needs a password"); empty where nothing went wrong
 */
public record DocumentPlan(SectionPlan plan, String title, DocumentKind kind, Optional<String> fallbackReason) {}
