package io.github.enxame.node.command;

import io.github.enxame.node.daemon.RateSchedule;
import io.github.enxame.node.problem.ProblemException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads when rates are limited otherwise than usual. */
final class ScheduleOption implements ITypeConverter<RateSchedule> {
    @Override
    public RateSchedule convert(String text) {
        try {
            return RateSchedule.parse(text);
        } catch (ProblemException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
