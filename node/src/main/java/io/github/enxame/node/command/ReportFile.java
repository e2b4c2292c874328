package io.github.enxame.node.command;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.ReportView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes a report in one step, so that whoever waits for the file never reads half of it. */
final class ReportFile {
    private ReportFile() {}

    static void write(Path file, ReportView report) throws ProblemException {
        try {
            WholeFile.write(file, (JsonText.of(report) + "\n").getBytes(StandardCharsets.UTF_8), true);
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, file), e);
        }
    }
}
