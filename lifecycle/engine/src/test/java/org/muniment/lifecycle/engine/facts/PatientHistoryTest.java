package org.muniment.lifecycle.engine.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.index.StudyIndex;
import org.muniment.core.TestArchive;
import org.muniment.core.patient.PatientListener;
import org.muniment.core.patient.PatientService;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.lifecycle.engine.place.Faults;
import org.muniment.lifecycle.policy.facts.Fact;

class PatientHistoryTest {

    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

    @TempDir
    private Path root;

    private final List<String> reads = new ArrayList<>();
    private TestArchive archive;
    private String facility = "here";

    @BeforeEach
    void open() {
        archive = new TestArchive(root);
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    /** As each of them is looked at, to look at each of the others in turn would cost the square of their number. */
    @Test
    void shouldReadNoMoreOfOtherStudiesThanItHasTo() {
        SampleStudy study = commit(FIRST);
        for (int day = 1; day <= 30; day++) commit(FIRST.plusDays(day));
        assertThat(lastExamOfKind(study)).isEqualTo(Fact.of(FIRST.plusDays(30)));
        assertThat(reads).containsExactly("StudyIndex.series", "StudyIndex.instances");
    }

    @Test
    void shouldFindNoExamWhereAllOthersAreOfAnotherFacility() {
        SampleStudy study = commit(FIRST);
        for (int day = 1; day <= 3; day++) commit(FIRST.plusDays(day));
        facility = "there";
        assertThat(lastExamOfKind(study)).isEqualTo(Fact.none());
    }

    @Test
    void shouldNotKnowTheLastExamWhereOneHasNoDate() {
        SampleStudy study = commit(FIRST);
        commit(FIRST.plusDays(1));
        patients(new SampleStudy().without(Tag.StudyDate)).commitTo(archive.index.writer());
        assertThat(lastExamOfKind(study).isUnknown()).isTrue();
    }

    private SampleStudy commit(LocalDate date) {
        return patients(new SampleStudy())
                .with(Tag.StudyDate, VR.DA, date.format(DateTimeFormatter.BASIC_ISO_DATE))
                .commitTo(archive.index.writer());
    }

    private static SampleStudy patients(SampleStudy study) {
        return study.with(Tag.PatientID, VR.LO, "P").with(Tag.PatientName, VR.PN, "One^And the same");
    }

    private Fact<LocalDate> lastExamOfKind(SampleStudy study) {
        Faults told = new Faults();
        told.each(moment -> {
            if (moment.startsWith("before ")) reads.add(moment.substring("before ".length()));
        });
        SourceFacts source = new SourceFacts(Fact.unknown(), Fact.unknown(), Fact.of(facility), Fact.unknown());
        return new PatientHistory(
                        new PatientService(archive.index, PatientListener.NONE, Clock.systemUTC()),
                        told.on(StudyIndex.class, archive.index.reader()),
                        FormerStudies.NONE,
                        sender -> source)
                .of(study.study(), Set.of("CT"), Fact.of("here"))
                .care()
                .lastExamOfKind();
    }
}
