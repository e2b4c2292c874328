package io.github.enxame.documents.demo;

import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** The figures that explain. */
final class Diagrams {
    private Diagrams() {}

    static Figure starAndSwarm() {
        return Figure.of(190, canvas -> {
            double[][] spots = spots(8, 62);
            for (double[] spot : spots) {
                canvas.line(100, 90, 100 + spot[0], 90 + spot[1], Canvas.SOFT, 0.8);
                for (double[] other : spots) {
                    canvas.line(340 + spot[0], 90 + spot[1], 340 + other[0], 90 + other[1], Canvas.LINE, 0.7);
                }
            }
            canvas.box(84, 74, 32, 32, Canvas.BANDS[3]);
            for (int i = 0; i < spots.length; i++) {
                canvas.disc(100 + spots[i][0], 90 + spots[i][1], 8, Canvas.BANDS[0]);
                canvas.cell(340 + spots[i][0], 90 + spots[i][1], 10, i == 0 ? Canvas.BANDS[1] : Canvas.BANDS[0], true);
            }
            canvas.centred(100, 182, 10, Canvas.INK, "um servidor e oito clientes");
            canvas.centred(340, 182, 10, Canvas.INK, "oito pares");
        });
    }

    private static double[][] spots(int count, double radius) {
        double[][] spots = new double[count][];
        for (int i = 0; i < count; i++) {
            double angle = 2 * StrictMath.PI * i / count - StrictMath.PI / 2;
            spots[i] = new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
        }
        return spots;
    }

    static Figure anatomy() {
        return Figure.of(210, canvas -> {
            canvas.frame(0, 4, 453, 196, Canvas.SOFT);
            canvas.text(10, 20, 10, Canvas.SOFT, "arquivo .torrent");
            canvas.box(10, 28, 285, 162, Canvas.LINE);
            canvas.text(20, 44, 10, Canvas.INK, "info (resumido no info-hash)");
            List<String> inside = List.of(
                    "nome e tamanho do arquivo",
                    "resumos SHA-1 das peças (versão 1)",
                    "raiz da árvore SHA-256 (versão 2)",
                    "MD5 do arquivo inteiro",
                    "plano de seções: títulos, palavras, trechos");
            rows(canvas, inside, 20, 265);
            canvas.text(315, 44, 10, Canvas.INK, "fora de info");
            rows(canvas, List.of("rastreadores", "pares presentes", "comentário", "data e programa"), 305, 138);
        });
    }

    private static void rows(Canvas canvas, List<String> texts, double x, double width) throws IOException {
        for (int i = 0; i < texts.size(); i++) {
            canvas.box(x, 52 + i * 27, width, 22, Color.WHITE);
            canvas.frame(x, 52 + i * 27, width, 22, Canvas.HONEY);
            canvas.text(x + 7, 67 + i * 27, 9.5, Canvas.INK, texts.get(i));
        }
    }

    static Figure conversation() {
        List<String> steps = List.of(
                "conectar",
                "conexão aceita",
                "aperto de mãos, mapa de bits, interessado, pedidos",
                "aperto de mãos, mapa de bits, liberado",
                "o primeiro bloco",
                "mais pedidos",
                "mais blocos");
        return Figure.of(250, canvas -> {
            double[] posts = {70, 383};
            String[] names = {"leitor", "par"};
            for (int i = 0; i < 2; i++) {
                canvas.centred(posts[i], 14, 10, Canvas.INK, names[i]);
                canvas.line(posts[i], 20, posts[i], 245, Canvas.SOFT, 0.8);
            }
            double y = 30;
            for (int i = 0; i < steps.size(); i++) {
                boolean out = i == 0 || i == 2 || i == 5;
                canvas.arrow(posts[out ? 0 : 1], y, posts[out ? 1 : 0], y + 22, Canvas.BANDS[out ? 1 : 3]);
                canvas.centred(226, y - 1, 9, Canvas.INK, steps.get(i));
                y += 31;
            }
        });
    }

    static Figure map() {
        String[] names = {"espinha", "capa", "introdução", "método", "resultados", "conclusão", "referências"};
        double[] parts = {6, 4, 11, 17, 30, 9, 8};
        Color[] colours = {
            Canvas.SOFT,
            Canvas.BANDS[0],
            Canvas.BANDS[1],
            Canvas.BANDS[2],
            Canvas.BANDS[3],
            new Color(0x2f7d4f),
            new Color(0x3a6ea5)
        };
        return Figure.of(110, canvas -> {
            SplittableRandom random = new SplittableRandom(7);
            double x = 0;
            List<double[]> runs = new ArrayList<>();
            for (int section = 1; section < parts.length; section++) {
                int pieces = 1 + random.nextInt(3);
                for (int i = 0; i < pieces; i++) {
                    runs.add(new double[] {section, parts[section] / pieces});
                    runs.add(new double[] {0, 0.6});
                }
            }
            runs.addFirst(new double[] {0, 2.5});
            runs.add(new double[] {0, 4});
            double sum = runs.stream().mapToDouble(run -> run[1]).sum();
            for (double[] run : runs) {
                double width = run[1] / sum * 453;
                canvas.box(x, 8, width, 34, colours[(int) run[0]]);
                x += width;
            }
            canvas.text(0, 54, 8, Canvas.SOFT, "primeiro byte");
            canvas.right(453, 54, 8, Canvas.SOFT, "último byte");
            for (int i = 0; i < names.length; i++) {
                double left = 10 + (i % 4) * 112;
                double top = 66 + (i / 4) * 18;
                canvas.box(left, top, 10, 10, colours[i]);
                canvas.text(left + 15, top + 9, 9.5, Canvas.INK, names[i]);
            }
        });
    }

    static Figure rings() {
        return Figure.of(260, canvas -> {
            double[] angles = {-0.6, 0.7, 2.5, 3.9};
            for (int i = 3; i >= 0; i--) {
                double radius = 28 + i * 30;
                canvas.ring(226, 130, radius, Canvas.LINE);
                double x = 226 + radius * StrictMath.cos(angles[i]);
                double y = 130 + radius * StrictMath.sin(angles[i]);
                canvas.line(226, 130, x, y, Canvas.BANDS[i], 1.4);
                canvas.cell(x, y, 11, Canvas.BANDS[i], true);
                String label = Tables.number(Source.ROUND_TRIPS.get(i) * 1000, 0) + " ms";
                if (x > 226) {
                    canvas.text(x + 15, y + 4, 10, Canvas.INK, label);
                } else {
                    canvas.right(x - 15, y + 4, 10, Canvas.INK, label);
                }
            }
            canvas.cell(226, 130, 13, Canvas.INK, true);
            canvas.centred(226, 158, 9, Canvas.SOFT, "leitor");
        });
    }

    static Figure tree() {
        return Figure.of(200, canvas -> {
            List<byte[]> level = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                level.add(digest(("bloco " + i).getBytes(StandardCharsets.UTF_8)));
                canvas.centred(28 + i * 56, 194, 9, Canvas.SOFT, "bloco " + i);
            }
            double y = 165;
            for (int step = 1; !level.isEmpty(); step *= 2) {
                List<byte[]> above = new ArrayList<>();
                for (int i = 0; i < level.size(); i++) {
                    double x = 28 + (i * step + (step - 1) / 2.0) * 56;
                    if (level.size() > 1) {
                        double parent = 28 + ((i / 2) * 2 * step + (2 * step - 1) / 2.0) * 56;
                        canvas.line(x, y - 12, parent, y - 30, Canvas.SOFT, 0.8);
                    }
                    canvas.box(x - 25, y - 12, 50, 18, level.size() == 1 ? Canvas.HONEY : Canvas.LINE);
                    canvas.centred(x, y + 1, 9, Canvas.INK, HexFormat.of().formatHex(level.get(i), 0, 3));
                    if (i % 2 == 1) {
                        byte[] both = new byte[64];
                        System.arraycopy(level.get(i - 1), 0, both, 0, 32);
                        System.arraycopy(level.get(i), 0, both, 32, 32);
                        above.add(digest(both));
                    }
                }
                level = above;
                y -= 48;
            }
        });
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
