package io.github.enxame.node.torrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.TorrentMaker;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.metainfo.Info;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    private static final int PIECE = 16 << 10;

    @TempDir
    Path folder;

    private final byte[] content = new byte[3 * PIECE + 100];
    private Path file;
    private Info info;

    @BeforeEach
    void write() throws Exception {
        new Random(1).nextBytes(content);
        file = Files.write(folder.resolve("notes.txt"), content);
        info = TorrentFiles.parse(torrent(), "notes.torrent").info();
    }

    private byte[] torrent() throws GeneralSecurityException {
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        byte[] pieces = new byte[4 * 20];
        for (int i = 0; i < 4; i++) {
            sha1.update(content, i * PIECE, Math.min(PIECE, content.length - i * PIECE));
            System.arraycopy(sha1.digest(), 0, pieces, i * 20, 20);
        }
        BDictionary info = BDictionary.builder()
                .put("length", content.length)
                .put("name", "notes.txt")
                .put("piece length", PIECE)
                .put("pieces", pieces)
                .build();
        return Bencode.encode(BDictionary.builder().put("info", info).build());
    }

    @Test
    void the_same_file_is_identical_by_its_own_path_and_by_its_folder() throws ProblemException {
        assertThat(Verification.of(info, file, _ -> {}).identical()).isTrue();
        assertThat(Verification.of(info, folder, _ -> {}).identical()).isTrue();
    }

    @Test
    void a_changed_byte_is_found_in_its_piece() throws Exception {
        content[PIECE + 7] ^= 1;
        Files.write(file, content);
        Verification verification = Verification.of(info, file, _ -> {});
        assertThat(verification.identical()).isFalse();
        assertThat(verification.wrongPieces().stream()).containsExactly(1);
        assertThat(verification.files().getFirst().state()).isEqualTo(Verification.State.DIFFERENT);
    }

    @Test
    void a_file_cut_short_has_the_wrong_length() throws Exception {
        Files.write(file, Arrays.copyOf(content, 2 * PIECE));
        Verification verification = Verification.of(info, file, _ -> {});
        assertThat(verification.wrongPieces().stream()).containsExactly(2, 3);
        assertThat(verification.files().getFirst().state()).isEqualTo(Verification.State.WRONG_LENGTH);
    }

    @Test
    void a_file_that_grew_is_not_identical() throws Exception {
        Files.write(file, Arrays.copyOf(content, content.length + 1));
        Verification verification = Verification.of(info, file, _ -> {});
        assertThat(verification.wrongPieces().stream()).isEmpty();
        assertThat(verification.identical()).isFalse();
    }

    @Test
    void a_missing_file_is_said_to_be_missing() throws Exception {
        Files.delete(file);
        Verification verification = Verification.of(info, folder, _ -> {});
        assertThat(verification.files().getFirst().state()).isEqualTo(Verification.State.MISSING);
    }

    @Test
    void files_are_called_what_they_are_called_on_disk() throws Exception {
        Path shared = Files.createDirectories(folder.resolve("who?/1: intro"));
        Files.writeString(shared.resolve("what?.txt"), "what");
        Files.writeString(shared.resolveSibling("plain.txt"), "plain");
        Info made = new TorrentMaker(folder.resolve("who?")).make(_ -> {}).info();
        assertThat(Verification.of(made, folder, _ -> {}).files())
                .extracting(Verification.Verdict::path)
                .containsExactlyInAnyOrder("1: intro/what?.txt", "plain.txt");
        Path single = Files.writeString(folder.resolve("why?.txt"), "why");
        Info one = new TorrentMaker(single).make(_ -> {}).info();
        assertThat(Verification.of(one, folder, _ -> {}).files())
                .extracting(Verification.Verdict::path)
                .containsExactly("why?.txt");
    }

    @Test
    void a_missing_folder_is_an_error_that_names_it() throws IOException {
        Path nowhere = folder.resolve("nowhere");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Verification.of(info, nowhere, _ -> {})))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(nowhere.toString());
    }
}
