package io.github.enxame.protocol.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BList;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in other encodings than UTF-8, and names that this system does not take as they are. */
class NameTextTest {
    @ParameterizedTest
    @CsvSource({
        "GBK, 中文资料.txt",
        "ISO-8859-1, Avaliação.txt",
        "Shift_JIS, 日本語の資料.pdf",
        "KOI8-R, Глава.txt",
    })
    void names_are_read_in_the_encoding_that_the_torrent_names(String encoding, String name) throws Exception {
        byte[] raw = name.getBytes(Charset.forName(encoding));
        Info info = info(single(raw, Optional.of(encoding)));
        assertThat(info.name()).isEqualTo(name);
        assertThat(info.givenName()).contains(BString.of(raw));
        assertThat(info.files().getFirst().names()).containsExactly(BString.of(raw));
    }

    @Test
    void bytes_that_are_no_text_stay_apart() throws Exception {
        byte[] raw = {'a', (byte) 0xE9, 'b', (byte) 0xFF, (byte) 0xFE};
        assertThat(info(single(raw, Optional.empty())).name()).isEqualTo("a%E9b%FF%FE");
        assertThat(info(single(raw, Optional.of("no such encoding"))).name()).isEqualTo("a%E9b%FF%FE");
        assertThat(info(single(raw, Optional.of("UTF-8"))).name()).isEqualTo("a%E9b%FF%FE");
        assertThat(info(single("é".getBytes(StandardCharsets.UTF_8), Optional.of("GBK")))
                        .name())
                .isEqualTo("é");
    }

    @Test
    void many_names_in_an_encoding_that_nobody_names_differ() throws Exception {
        List<BValue> files = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            byte[] name = {(byte) (0xB0 + i / 16), (byte) (0xA1 + i % 16), '.', 'j', 'p', 'g'};
            files.add(file(1, BString.of(name)));
        }
        Info info = info(folder("photos", files));
        HashSet<List<String>> paths = new HashSet<>();
        info.files().forEach(entry -> paths.add(entry.path()));
        assertThat(paths).hasSize(150).contains(List.of("%B0%A1.jpg"));
    }

    @Test
    void a_name_that_not_every_system_takes_is_kept_beside_the_safe_one() throws Exception {
        Info info = info(folder(
                "Talk: one",
                List.of(file(1, BString.of("Part 1: Who?.txt")), file(1, BString.of("sub"), BString.of("plain.txt")))));
        assertThat(info.name()).isEqualTo("Talk_ one");
        assertThat(info.givenName()).contains(BString.of("Talk: one"));
        FileEntry first = info.files().getFirst();
        assertThat(first.path()).containsExactly("Part 1_ Who_.txt");
        assertThat(first.givenPath()).contains(List.of(BString.of("Part 1: Who?.txt")));
        FileEntry second = info.files().getLast();
        assertThat(second.givenPath()).isEmpty();
        assertThat(second.names()).containsExactly(BString.of("sub"), BString.of("plain.txt"));
    }

    @Test
    void names_that_differ_by_case_keep_their_own_beside_the_marked_one() throws Exception {
        Info info = info(folder("m", List.of(file(1, BString.of("README")), file(1, BString.of("readme")))));
        assertThat(info.files().getLast().path()).containsExactly("readme (2)");
        assertThat(info.files().getLast().givenPath()).contains(List.of(BString.of("readme")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void an_empty_utf8_key_leaves_the_name_to_the_other(int emptyNames) throws Exception {
        BDictionary file = BDictionary.builder()
                .put("length", 1)
                .put("path", new BList(List.of(BString.of("a.bin"))))
                .put("path.utf-8", new BList(Collections.nCopies(emptyNames, BString.of(""))))
                .build();
        BDictionary info = BDictionary.builder()
                .put("files", new BList(List.of(file)))
                .put("name", "m")
                .put("name.utf-8", "")
                .put("piece length", 16_384)
                .put("pieces", BString.of(new byte[20]))
                .build();
        Info read = info(BDictionary.builder().put("info", info).build());
        assertThat(read.name()).isEqualTo("m");
        assertThat(read.files().getFirst().path()).containsExactly("a.bin");
    }

    @Test
    void an_empty_list_of_files_beside_a_length_is_one_file() throws Exception {
        BDictionary info = BDictionary.builder()
                .put("files", new BList(List.of()))
                .put("length", 1)
                .put("name", "a.bin")
                .put("piece length", 16_384)
                .put("pieces", BString.of(new byte[20]))
                .build();
        assertThat(info(BDictionary.builder().put("info", info).build()).singleFile())
                .isTrue();
    }

    @Test
    void what_bitcomet_fills_pieces_with_is_no_file() throws Exception {
        Info info = info(folder(
                "m",
                List.of(
                        file(1000, BString.of("a.bin")),
                        file(
                                15_384,
                                BString.of("_____padding_file_0_if you see this file, please update to BitComet____")),
                        file(1, BString.of("b.bin")))));
        assertThat(info.files()).extracting(FileEntry::isPad).containsExactly(false, true, false);
        assertThat(info.contentLength()).isEqualTo(1001);
    }

    private static Info info(BDictionary torrent) throws MetainfoException {
        return Metainfo.parse(Bencode.encode(torrent)).info();
    }

    private static BDictionary single(byte[] name, Optional<String> encoding) {
        BDictionary info = BDictionary.builder()
                .put("length", 1)
                .put("name", BString.of(name))
                .put("piece length", 16_384)
                .put("pieces", BString.of(new byte[20]))
                .build();
        BDictionary.Builder torrent = BDictionary.builder();
        encoding.ifPresent(known -> torrent.put("encoding", known));
        return torrent.put("info", info).build();
    }

    private static BDictionary folder(String name, List<? extends BValue> files) {
        long length = files.stream()
                .mapToLong(file -> ((BDictionary) file).integer("length").orElseThrow())
                .sum();
        int pieces = (int) Math.ceilDiv(length, 16_384);
        return BDictionary.builder()
                .put(
                        "info",
                        BDictionary.builder()
                                .put("files", new BList(List.copyOf(files)))
                                .put("name", name)
                                .put("piece length", 16_384)
                                .put("pieces", BString.of(new byte[20 * pieces]))
                                .build())
                .build();
    }

    private static BDictionary file(long length, BString... path) {
        return BDictionary.builder()
                .put("length", length)
                .put("path", new BList(List.of(path)))
                .build();
    }
}
