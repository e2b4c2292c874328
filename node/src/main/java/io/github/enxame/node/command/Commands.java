package io.github.enxame.node.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.HelpCommand;

/** The commands by their names, in the order in which the help shows them. */
final class Commands {
    private static final Map<String, Class<?>> ALL = all();

    private Commands() {}

    private static Map<String, Class<?>> all() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand.class);
        commands.put("up", UpCommand.class);
        commands.put("share", ShareCommand.class);
        commands.put("get", GetCommand.class);
        commands.put("search", SearchCommand.class);
        commands.put("list", ListCommand.class);
        commands.put("stop", StopCommand.class);
        commands.put("open", OpenCommand.class);
        commands.put("withdraw", WithdrawCommand.class);
        commands.put("create", CreateCommand.class);
        commands.put("seed", SeedCommand.class);
        commands.put("inspect", InspectCommand.class);
        commands.put("verify", VerifyCommand.class);
        commands.put("distance", DistanceCommand.class);
        commands.put("tracker", TrackerCommand.class);
        commands.put("rehearse", RehearseCommand.class);
        commands.put("help", HelpCommand.class);
        return commands;
    }

    /**
     * The commands that must be known to understand these arguments: the one that they begin with, or all. To know
     * them all takes a tenth of a second.
     */
    static Map<String, Class<?>> neededFor(List<String> arguments) {
        if (arguments.contains("--version") || arguments.contains("-V")) {
            return Map.of();
        }
        Class<?> first = arguments.isEmpty() ? null : ALL.get(arguments.getFirst());
        return first == null || first == HelpCommand.class || first == RehearseCommand.class
                ? ALL
                : Map.of(arguments.getFirst(), first);
    }
}
