package org.muniment.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.index.SampleStudy;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.fhir.IdentifierSystems;
import org.muniment.fhir.MappingContext;
import org.muniment.fhir.out.FhirTarget;
import org.muniment.fhir.out.FhirTargetSubscriber;
import org.muniment.server.fhir.ExternalFhirServer.Version;

/** Studies told to a HAPI FHIR server in a process of its own, over its restarts. */
class ExternalFhirServerTest {

    private static final MappingContext CONTEXT = new MappingContext(
            IdentifierSystems.DERIVED, ZoneOffset.UTC, () -> URI.create("http://archive.example.org/dicom-web"));

    @TempDir
    Path directory;

    private final MemoryStudyIndex index = new MemoryStudyIndex();
    private final SampleStudy study = new SampleStudy();
    private final SampleStudy other = new SampleStudy();

    @Test
    void shouldHaveOneR4ResourceForEachStudyThatIsKeptTrue() throws Exception {
        study.commitTo(index);
        other.commitTo(index);
        try (ExternalFhirServer server = new ExternalFhirServer(Version.R4, directory).start()) {
            FhirTargetSubscriber subscriber = subscriber(server, new org.muniment.fhir.r4.StandaloneStudy(CONTEXT));
            subscriber.deliver(change(study));
            subscriber.deliver(change(other));
            subscriber.deliver(change(study));

            server.stop();
            assertThatThrownBy(() -> subscriber.deliver(change(study))).isInstanceOf(TargetUnavailableException.class);
            server.start();

            index.commit(
                    study.instance(2, 1),
                    study.series(2),
                    study.with(Tag.PatientID, VR.LO, "SURVIVOR").study());
            subscriber.deliver(change(study));

            assertThat(server.all("ImagingStudy")).hasSize(2);
            IBaseResource kept = one(server, study.uid());
            assertThat(kept.getIdElement().getVersionIdPartAsLong()).isEqualTo(3);
            assertThat(Version.R4.context().newJsonParser().encodeResourceToString(kept))
                    .contains("\"numberOfSeries\":2", "SURVIVOR");
        }
    }

    @Test
    void shouldSpeakR5Too() throws Exception {
        study.commitTo(index);
        try (ExternalFhirServer server = new ExternalFhirServer(Version.R5, directory).start()) {
            FhirTargetSubscriber subscriber = subscriber(server, new org.muniment.fhir.r5.StandaloneStudy(CONTEXT));
            subscriber.deliver(change(study));
            subscriber.deliver(change(study));

            assertThat(server.all("ImagingStudy")).hasSize(1);
            assertThat(one(server, study.uid()).getIdElement().getVersionIdPartAsLong())
                    .isEqualTo(2);
        }
    }

    private static IBaseResource one(ExternalFhirServer server, StudyInstanceUid uid) throws Exception {
        List<IBaseResource> found = server.find("ImagingStudy", "?identifier=urn:dicom:uid%7Curn:oid:" + uid);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private FhirTargetSubscriber subscriber(ExternalFhirServer server, org.muniment.fhir.out.StudyDocument document) {
        return new FhirTargetSubscriber(
                new FhirTarget("test", server.base(), Optional::empty, Duration.ofSeconds(20)),
                new StudyStates(index, index.rejections().rejected()),
                document);
    }

    private static StudyChange change(SampleStudy study) {
        return new StudyChange(Position.at(Instant.now()), study.uid(), ChangeKind.STORED);
    }
}
