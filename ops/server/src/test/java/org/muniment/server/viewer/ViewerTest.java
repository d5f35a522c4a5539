package org.muniment.server.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.server.foreign.Commands;
import org.muniment.server.foreign.MunimentProcess;
import org.muniment.server.foreign.SampleFiles;

/**
 * People at the login page and in OHIF, in headless Chromium. What they do and see is in {@code ops/viewer/test}; each
 * scenario there is a test here. Screenshots are left in {@code target/viewer-screenshots}.
 */
@Tag("slow")
class ViewerTest {

    private static final Path VIEWER = Path.of("../viewer").toAbsolutePath().normalize();
    private static final Path SCREENSHOTS = Path.of("target/viewer-screenshots").toAbsolutePath();

    @TempDir
    static Path folder;

    private static MunimentProcess server;

    @BeforeAll
    static void start() throws Exception {
        Commands.require("node", "chromium", "dcmsend", "dcmcjpeg", "pdf2dcm");
        assumeTrue(
                Files.isDirectory(VIEWER.resolve("node_modules/playwright-core"))
                        && Files.isDirectory(VIEWER.resolve("target/viewer")),
                "the viewer is not prepared; ops/test.sh prepares it");
        Path files = Files.createDirectories(folder.resolve("files"));
        ViewerStudies.ct(files);
        ViewerStudies.mr(files);
        compress(files.resolve("us.dcm"));
        encapsulate(files.resolve("report.dcm"));
        Files.copy(SampleFiles.named("reportsi.dcm"), files.resolve("sr.dcm"));
        server = MunimentProcess.start(
                folder.resolve("home"),
                Map.of("MUNIMENT_VIEWER_PATH", VIEWER.resolve("target/viewer").toString()),
                List.of("--accept-unknown-sources"));
        run("dcmsend", "-aec", "MUNIMENT", "+sd", "127.0.0.1", String.valueOf(server.dicomPort()), files.toString());
    }

    @AfterAll
    static void stop() {
        if (server != null) server.close();
    }

    private static void compress(Path file) throws Exception {
        Path plain = folder.resolve("plain.dcm");
        ViewerStudies.us(plain);
        run("dcmcjpeg", "+eb", "+q", "85", plain.toString(), file.toString());
    }

    private static void encapsulate(Path file) throws Exception {
        Path pdf = folder.resolve("report.pdf");
        ViewerStudies.pdf(pdf);
        run(
                "pdf2dcm",
                "+t",
                "Report",
                "+pn",
                "Marchetti^Luca",
                "+pi",
                "P-3003",
                "-k",
                "StudyInstanceUID=" + ViewerStudies.PDF,
                "-k",
                "StudyDate=20260914",
                "-k",
                "StudyDescription=Report",
                pdf.toString(),
                file.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Commands.Result result = Commands.run(command);
        assertThat(result.exit()).as("%s", result.output()).isZero();
    }

    @TestFactory
    Stream<DynamicTest> shouldServePeopleWithBrowsers() throws Exception {
        Files.createDirectories(SCREENSHOTS);
        Commands.Result result = Commands.run(
                "node",
                VIEWER.resolve("test/scenarios.mjs").toString(),
                server.http().toString(),
                MunimentProcess.ADMIN,
                MunimentProcess.ADMIN_PASSWORD,
                SCREENSHOTS.toString());
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : result.output().lines().toList()) {
            String[] parts = line.split("\t", 3);
            if (parts[0].equals("ok")) tests.add(DynamicTest.dynamicTest(parts[1], () -> {}));
            if (parts[0].equals("failed")) {
                tests.add(DynamicTest.dynamicTest(parts[1], () -> {
                    throw new AssertionError(parts[2]);
                }));
            }
        }
        assertThat(tests).as(result.output()).hasSizeGreaterThan(5);
        assertThat(result.output()).contains("finished");
        return tests.stream();
    }
}
