package io.github.enxame.documents.demo;

import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables that are computed. */
final class Tables {
    private static final Locale LOCALE = Locale.forLanguageTag("pt-BR");
    private static final double BLOCK = 16_384;
    private static final double MIB = 1 << 20;

    private Tables() {}

    static Figure named(String name) {
        return switch (name) {
            case "tabela-pecas" -> new Table(pieces());
            case "tabela-tempos" -> new Table(times());
            case "tabela-parcelas" -> new Table(shares());
            case "tabela-pedidos" -> new Table(requests());
            case "tabela-turma" -> new Table(classes());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static List<Size> sizes() {
        List<Size> sizes = new ArrayList<>();
        for (double kilobytes : new double[] {50, 100, 200, 400, 700}) {
            sizes.add(new Size(number(kilobytes, 0) + " KB", kilobytes * 1000));
        }
        for (double mebibytes : new double[] {1, 2, 4, 8, 10, 16, 32, 64, 100, 200, 400}) {
            sizes.add(new Size(number(mebibytes, 0) + " MiB", mebibytes * MIB));
        }
        sizes.add(new Size("1 GiB", 1024 * MIB));
        sizes.add(new Size("4 GiB", 4096 * MIB));
        return sizes;
    }

    private static List<List<String>> pieces() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Tamanho do arquivo", "Tamanho da peça", "Número de peças"));
        for (Size size : sizes()) {
            int length = MetainfoBuilder.pieceLengthFor((long) size.bytes);
            rows.add(
                    List.of(size.name, number(length / 1024.0, 0) + " KiB", number(Math.ceil(size.bytes / length), 0)));
        }
        return rows;
    }

    private static List<List<String>> times() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Documento", "1 par", "2 pares", "3 pares", "4 pares"));
        for (Size size : sizes()) {
            List<String> row = new ArrayList<>(List.of(size.name));
            for (int peers = 1; peers <= 4; peers++) {
                row.add(number(Source.leastSeconds(size.bytes, Source.nearest(peers)), 3));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<String>> shares() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Documento", "6 ms", "24 ms", "84 ms", "244 ms"));
        for (Size size : sizes()) {
            List<String> row = new ArrayList<>(List.of(size.name));
            for (double share : Source.shares(size.bytes, Source.nearest(4))) {
                row.add(number(100 * share, 1) + " %");
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<String>> requests() {
        double[] trips = {1, 6, 24, 84, 150, 244, 300};
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("Taxa"));
        for (double trip : trips) {
            head.add(number(trip, 0) + " ms");
        }
        rows.add(head);
        for (double megabits : new double[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}) {
            List<String> row = new ArrayList<>(List.of(number(megabits, 0) + " Mbit/s"));
            for (double trip : trips) {
                row.add(number(Math.ceil(megabits * 1e6 / 8 * trip / 1000 / BLOCK) + 1, 0));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<String>> classes() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Pessoas", "Servidor a 20 Mbit/s", "Enxame", "Vantagem"));
        for (int people : new int[] {1, 2, 5, 10, 15, 20, 30, 40, 60, 100, 200, 500, 1000}) {
            double server = Charts.serverSeconds(MIB, people);
            double swarm = Charts.swarmSeconds(MIB, people);
            rows.add(List.of(
                    number(people, 0), number(server, 2), number(swarm, 2), number(server / swarm, 1) + " vezes"));
        }
        return rows;
    }

    static String number(double value, int decimals) {
        return String.format(LOCALE, "%,." + decimals + "f", value);
    }

    private record Size(String name, double bytes) {}
}
