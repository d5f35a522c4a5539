package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muniment.index.cassandra.ChangeMarks.Mark;

class ChangeMarksTest {

    private final ChangeMarks marks = new ChangeMarks();
    private final List<Mark> made = new ArrayList<>();

    @Test
    void shouldNeverMakeTheSameMarkTwice() {
        for (int i = 0; i < 100; i++) marks.during(made::add);
        assertThat(made).doesNotHaveDuplicates();
    }

    @Test
    void shouldUseOneKeyForChangesOneAfterTheOther() {
        for (int i = 0; i < 100; i++) marks.during(made::add);
        assertThat(made).extracting(Mark::key).containsOnly(made.get(0).key());
    }

    @Test
    void shouldUseAKeyOfItsOwnForEachOfSeveralAtOnce() {
        marks.during(outer -> {
            marks.during(made::add);
            made.add(outer);
        });
        assertThat(made).extracting(Mark::key).doesNotHaveDuplicates();
    }

    /** It may be written later than all that come after it. */
    @Test
    void shouldNotUseTheKeyOfAFailedChangeAgain() {
        assertThatThrownBy(() -> marks.during(mark -> {
                    made.add(mark);
                    throw new IllegalStateException("timeout");
                }))
                .hasMessage("timeout");
        for (int i = 0; i < 70_000; i++)
            marks.during(mark -> assertThat(mark.key()).isNotEqualTo(made.get(0).key()));
    }

    @Test
    void shouldHaveKeysForAnyNumberOfFailures() {
        for (int i = 0; i < 70_000; i++) {
            assertThatThrownBy(() -> marks.during(mark -> {
                        made.add(mark);
                        throw new IllegalStateException();
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(made).extracting(Mark::key).doesNotHaveDuplicates();
    }
}
