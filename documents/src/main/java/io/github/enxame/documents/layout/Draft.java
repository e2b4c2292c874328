package io.github.enxame.documents.layout;

import io.github.enxame.protocol.plan.SectionPlan;
import java.util.Optional;

/**
 * What a planner of one kind of document hands back.
 *
 * @param plan the sections
 * @param title the document's own title, cleaned; empty where it has none
 * @param shortfall what could not be found out, as an English clause; empty where nothing is missing
 */
public record Draft(SectionPlan plan, String title, Optional<String> shortfall) {}
