package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.Journal.Owner;
import io.github.enxame.protocol.metainfo.InfoHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final int PIECES = 1000;
    private static final InfoHash OURS = InfoHash.parse("0123456789abcdef0123456789abcdef01234567");
    private static final InfoHash V2 = InfoHash.parse(OURS.hex() + "0123456789abcdef01234567");
    private static final Path FILE = Path.of("/journal");

    private final FaultDisk disk = new FaultDisk(1, 0);

    private Journal journal(InfoHash infoHash) throws IOException {
        return new Journal(disk.openOrCreate(FILE), infoHash, PIECES);
    }

    private static BitSet set(int... pieces) {
        BitSet set = new BitSet();
        IntStream.of(pieces).forEach(set::set);
        return set;
    }

    private byte[] bytes() {
        return Objects.requireNonNull(disk.get(FILE)).clone();
    }

    private BitSet reloaded(byte[] bytes) throws IOException {
        disk.put(FILE, bytes);
        try (Journal journal = journal(OURS)) {
            return journal.load() == Owner.OURS ? journal.pieces() : new BitSet();
        }
    }

    @Test
    void it_remembers_what_was_appended() throws Exception {
        Random random = new Random(1);
        BitSet all = new BitSet();
        try (Journal journal = journal(OURS)) {
            assertThat(journal.load()).isEqualTo(Owner.UNKNOWN);
            journal.start(new BitSet());
            for (int i = 0; i < 300; i++) {
                BitSet more = set(random.nextInt(PIECES), random.nextInt(PIECES), random.nextInt(PIECES));
                journal.append(more);
                all.or(more);
            }
        }
        assertThat(reloaded(bytes())).isEqualTo(all);
    }

    @Test
    void it_tells_whose_it_is() throws Exception {
        for (InfoHash owner : new InfoHash[] {OURS, V2}) {
            disk.put(FILE, new byte[0]);
            try (Journal journal = journal(owner)) {
                journal.start(new BitSet());
            }
            for (InfoHash reader : new InfoHash[] {OURS, V2}) {
                try (Journal journal = journal(reader)) {
                    assertThat(journal.load()).isEqualTo(owner.equals(reader) ? Owner.OURS : Owner.ANOTHER);
                }
            }
        }
    }

    @Test
    void a_cut_or_damaged_journal_claims_no_more_than_was_recorded() throws Exception {
        try (Journal journal = journal(OURS)) {
            journal.start(new BitSet());
            for (int i = 0; i < 20; i++) {
                journal.append(set(10 * i, 10 * i + 1, 10 * i + 5));
            }
        }
        byte[] whole = bytes();
        BitSet all = reloaded(whole);
        assertThat(all.cardinality()).isEqualTo(60);
        Random random = new Random(2);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            BitSet claimed = reloaded(damaged);
            claimed.andNot(all);
            assertThat(claimed.isEmpty()).as("damage " + i).isTrue();
        }
    }

    @Test
    void after_a_damaged_record_it_goes_on_without_the_old_ones_behind_it() throws Exception {
        try (Journal journal = journal(OURS)) {
            journal.start(new BitSet());
            journal.append(set(1));
            journal.append(set(2));
            journal.append(set(3));
        }
        byte[] bytes = bytes();
        bytes[Journal.HEADER_LENGTH + Journal.RECORD_LENGTH]++;
        disk.put(FILE, bytes);
        try (Journal journal = journal(OURS)) {
            assertThat(journal.load()).isEqualTo(Owner.OURS);
            assertThat(journal.pieces()).isEqualTo(set(1));
            journal.start(set(1));
            journal.append(set(4));
        }
        assertThat(reloaded(bytes())).isEqualTo(set(1, 4));
    }

    @Test
    void pieces_that_are_gone_are_forgotten_for_good() throws Exception {
        try (Journal journal = journal(OURS)) {
            journal.start(new BitSet());
            journal.append(set(1, 2, 3, 999));
        }
        try (Journal journal = journal(OURS)) {
            journal.load();
            journal.start(set(2, 999));
        }
        assertThat(reloaded(bytes())).isEqualTo(set(2, 999));
        try (Journal journal = journal(OURS)) {
            journal.load();
            journal.start(new BitSet());
            journal.append(set(7));
        }
        assertThat(reloaded(bytes())).isEqualTo(set(7));
    }

    @Test
    void a_journal_as_long_as_a_film_is_read_in_bounded_memory() throws Exception {
        disk.put(FILE, new byte[0]);
        try (Journal journal = journal(OURS)) {
            journal.start(new BitSet());
        }
        assertThat(reloaded(Arrays.copyOf(bytes(), 20 << 20)).isEmpty()).isTrue();
    }
}
