package org.muniment.web.qido;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.dicom.TransferSyntax;
import org.muniment.web.RawRequest;
import org.muniment.web.SampleDataSet;
import org.muniment.web.WebArchive;
import org.muniment.web.access.AccessConfig;
import org.muniment.web.access.AccessWeb;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Requests nobody should send: answered or refused with a reason, never a failure of ours. */
class SearchFuzzTest {

    private static final int REQUESTS = 1500;
    private static final List<String> PATHS = List.of(
            "/studies",
            "/series",
            "/instances",
            "/metadata",
            "/2.25.1",
            "/2.25.1.1",
            "/..",
            "/%2e%2e",
            "/%2F",
            "/;a=b",
            "//",
            "/.",
            "/%00",
            "/1.2.x",
            "/\u00e4",
            "/%c3%a4",
            "/ ",
            "/%",
            "/*",
            "/{study}",
            "/" + "9".repeat(70));
    private static final List<String> NAMES = List.of(
            "PatientName",
            "PatientID",
            "00100010",
            "StudyDate",
            "StudyTime",
            "ModalitiesInStudy",
            "limit",
            "offset",
            "count",
            "includefield",
            "fuzzymatching",
            "multiplevaluematching",
            "emptyvaluematching",
            "accept",
            "Rows",
            "InstanceNumber",
            "StudyInstanceUID",
            "SOPInstanceUID",
            "RequestAttributesSequence",
            "00400275.00400009",
            "RequestAttributesSequence.RequestedProcedureID",
            "ProcedureCodeSequence.CodeValue",
            "PatientSize",
            "TimezoneOffsetFromUTC",
            "AcquisitionDateTime",
            "7FE00010",
            "00091010",
            "",
            ".",
            "PatientID.",
            "a.b.c",
            "SpecificCharacterSet",
            "NumberOfStudyRelatedInstances",
            "PixelData",
            "FFFFFFFF",
            "00000000",
            "QueryRetrieveLevel",
            "InstanceAvailability",
            "_",
            "%00",
            "%",
            "\u00ff");
    private static final List<String> VALUES = List.of(
            "",
            "*",
            "?",
            "**",
            "A*?B",
            "1",
            "-1",
            "0",
            "2147483648",
            "99999999999999999999",
            "1e999999999",
            "0.1",
            "NaN",
            "true",
            "all",
            "20240101-",
            "-20240101",
            "20240101-20231231",
            "-",
            "--",
            "250000",
            "2024.01.01",
            "2.25.1",
            "2.25.1,2.25.2",
            "2.25.1%5C2.25.2",
            ",",
            "%5C",
            "%5C%5C",
            "%00",
            "%1b$B",
            "%c3%28",
            "%f0%9f%98%80",
            "%zz",
            "%",
            "+",
            "=",
            "==",
            "^^=^",
            "a=b=c=d",
            "\u00e4\u00f6",
            "'",
            "\"",
            "<script>",
            "../../etc/passwd",
            "multipart/related",
            "application/dicom%2bjson;q=2",
            "x".repeat(3000),
            "*".repeat(300),
            "*a".repeat(200),
            "[",
            "(",
            "\\",
            "|",
            "^",
            "{}",
            "\t",
            "00100010,PatientID",
            "1.2.".repeat(40));

    private static final String PASSWORD = "the first password";
    private static final String ADMIN =
            "Authorization: Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(UTF_8));

    @TempDir
    static Path home;

    private static WebArchive archive;

    /** As the server is, with those in front who look at requests first. */
    @Import(AccessWeb.class)
    static class Guarded {
        @Bean
        AccessConfig accessConfig() {
            return new AccessConfig(
                    home.resolve("users"),
                    Optional.of(PASSWORD),
                    new AccessConfig.Throttle(3, 10, Duration.ofMinutes(5)),
                    Optional.empty());
        }
    }

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home.resolve("objects"), Guarded.class);
        archive.store(SampleDataSet.ct(1, 1, 1), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    @Test
    void shouldAnswerOrRefuseWhateverIsAsked() {
        Random random = new Random(20240229);
        int answered = 0;
        for (int i = 0; i < REQUESTS; i++) {
            StringBuilder target = new StringBuilder("/dicom-web");
            target.append(PATHS.get(random.nextInt(random.nextInt(3) == 0 ? PATHS.size() : 3)));
            for (int n = random.nextInt(4); n > 1; n--) target.append(PATHS.get(random.nextInt(PATHS.size())));
            target.append('?');
            for (int n = random.nextInt(4); n > 0; n--) {
                target.append(NAMES.get(random.nextInt(NAMES.size()))).append('=');
                target.append(VALUES.get(random.nextInt(VALUES.size()))).append('&');
            }
            if (check(target.toString()) < 300) answered++;
        }
        assertThat(answered).as("answered").isGreaterThan(REQUESTS / 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dicom-web/../etc/passwd",
                "/dicom-web/%2e%2e/%2e%2e/etc/passwd",
                "/dicom-web/studies/%2e%2e%2factuator",
                "/dicom-web/studies/..;/..;/actuator/health",
                "/dicom-web\\studies",
                "/dicom-web/studies/2.25.1/series/%00/instances",
                "/dicom-web/studies?PatientID=%zz",
                "/dicom-web/studies?%zz=1",
                "/dicom-web/studies?accept=%zz",
                "dicom-web/studies",
            })
    void shouldRefuseTricks(String target) {
        assertThat(check(target)).isBetween(400, 499);
    }

    @Test
    void shouldRefuseHeadersThatMakeNoSense() {
        for (String header : List.of(
                "Accept: nonsense",
                "Accept: application/dicom+json;q=x",
                "Accept: multipart/related; type=\"",
                "Accept: " + "a/b,".repeat(1000),
                "Accept: text/html")) {
            assertThat(RawRequest.get(archive.uri("/"), "/dicom-web/studies", ADMIN, header)
                            .status())
                    .as(header)
                    .isBetween(400, 499);
        }
    }

    /** Not all clients encode what they should. */
    @Test
    void shouldTakeCaretsAsTheyAre() {
        assertThat(check("/dicom-web/studies?PatientName=Doe1^Jane")).isEqualTo(200);
    }

    private static int check(String target) {
        RawRequest.Answer answer = RawRequest.get(archive.uri("/"), target, ADMIN);
        assertThat(answer.status()).as(target).isLessThan(500);
        if (answer.status() >= 400) {
            assertThat(answer.head()).as(target).contains("application/problem+json");
            assertThat(answer.body()).as(target).contains("\"detail\":\"");
        }
        return answer.status();
    }
}
