package io.github.enxame.node.command;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.ReportView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a report in one step, so that whoever waits for the file never reads half of it. */
final class ReportFile {
    private ReportFile() {}

    static void write(Path file, ReportView report) throws ProblemException {
        Path target = file.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.writeString(fresh, JsonText.of(report) + "\n");
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, file), e);
        }
    }
}
