package org.muniment.archive.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.muniment.archive.audit.AuditVerification.Anchor;
import org.muniment.archive.audit.AuditVerification.Finding;
import org.muniment.archive.object.Sha256;

@Timeout(30)
class AuditVerificationTest {

    private static final int ENTRIES = 20;
    private static final int PLACE = 7;

    private final List<Sealed> entries = new ArrayList<>(chain(Sealed.first(event(1)), ENTRIES));

    private static LifecycleEvent event(int i) {
        return AuditTrailContract.event("no. " + i);
    }

    private static List<Sealed> chain(Sealed first, int to) {
        List<Sealed> chain = new ArrayList<>(List.of(first));
        for (int i = (int) first.sequence() + 1; i <= to; i++)
            chain.add(chain.get(chain.size() - 1).next(event(i)));
        return chain;
    }

    private AuditVerification verified(Anchor... anchors) {
        return AuditVerification.of(entries.stream(), ENTRIES, List.of(anchors));
    }

    private List<Long> brokenAt() {
        return verified().findings().stream().map(Finding::sequence).toList();
    }

    @Test
    void shouldFindNothingInWhatWasWritten() {
        Sealed last = entries.get(ENTRIES - 1);
        Anchor end = new Anchor(ENTRIES, last.hash());
        assertThat(verified(end)).isEqualTo(new AuditVerification(ENTRIES, Optional.of(end), List.of()));
    }

    @Test
    void shouldFindEveryEditedByte() {
        Sealed whole = entries.get(PLACE - 1);
        for (int i = 0; i < whole.text().length(); i++) {
            StringBuilder text = new StringBuilder(whole.text());
            text.setCharAt(i, (char) (text.charAt(i) ^ 1));
            entries.set(PLACE - 1, new Sealed(PLACE, text.toString(), whole.previous(), whole.hash()));
            assertThat(brokenAt()).containsExactly((long) PLACE);
        }
    }

    @Test
    void shouldFindAnEditWithItsHashMended() {
        Sealed edited = entries.get(PLACE - 2).next(event(99));
        entries.set(PLACE - 1, edited);
        assertThat(edited.isWhole()).isTrue();
        assertThat(brokenAt()).containsExactly(PLACE + 1L);
    }

    @Test
    void shouldFindWhatIsMissing() {
        entries.remove(PLACE - 1);
        assertThat(brokenAt()).containsExactly((long) PLACE);
    }

    @Test
    void shouldFindTwoChangedPlaces() {
        Sealed one = entries.get(PLACE - 1);
        entries.set(PLACE - 1, new Sealed(PLACE, entries.get(PLACE).text(), one.previous(), one.hash()));
        entries.remove(PLACE + 3);
        assertThat(brokenAt()).containsExactly((long) PLACE, PLACE + 4L);
    }

    @Test
    void shouldFindATrailCutShort() {
        entries.subList(PLACE, ENTRIES).clear();
        assertThat(brokenAt()).containsExactly(PLACE + 1L);
        entries.clear();
        assertThat(brokenAt()).containsExactly(1L);
    }

    @Test
    void shouldFindByAnAnchorThatAllWasWrittenAnew() {
        Sealed last = entries.get(ENTRIES - 1);
        Anchor anchor = new Anchor(ENTRIES, last.hash());
        List<Sealed> anew = chain(entries.get(PLACE - 2).next(event(99)), ENTRIES);
        entries.subList(PLACE - 1, ENTRIES).clear();
        entries.addAll(anew);
        assertThat(verified().holds()).isTrue();
        assertThat(verified(anchor).findings()).singleElement().satisfies(found -> assertThat(found.sequence())
                .isEqualTo(ENTRIES));
        assertThat(verified(new Anchor(ENTRIES + 1, new Sha256("a".repeat(64)))).holds())
                .isFalse();
    }

    @Test
    void shouldSayOnlyTheFirstOfManyFindings() {
        entries.replaceAll(entry -> new Sealed(entry.sequence(), entry.text(), Sealed.NONE, entry.hash()));
        IntStream.range(0, 200).forEach(i -> entries.add(entries.get(0)));
        assertThat(verified().findings()).hasSize(AuditVerification.MOST);
    }

    /** The trail is proven without us. */
    @Test
    void shouldHaveTheHashThatSha256sumPrints() throws Exception {
        Sealed entry = entries.get(PLACE);
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "printf '%s\\n%s\\n%s' \"$0\" \"$1\" \"$2\" | sha256sum",
                        entry.previous().hex(),
                        Long.toString(entry.sequence()),
                        entry.text())
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .startsWith(entry.hash().hex());
    }
}
