package org.muniment.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.core.audit.AuditLine;
import org.muniment.web.WebArchive;
import org.muniment.web.access.AccessConfig.Throttle;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who gets in, as browsers and programs see it. */
class AccessTest {

    private static final String ADMIN = basic("admin", "the first password");
    private static final String BROWSER = "Mozilla/5.0";

    @TempDir
    static Path home;

    private static WebArchive archive;

    @RestController
    static class Stubs {
        @GetMapping("/dicom-web/who")
        String who() {
            return Caller.current().orElseThrow().name();
        }

        @GetMapping("/forgotten")
        String forgotten() {
            return "open";
        }
    }

    @Import(AccessWeb.class)
    static class Wiring {
        @Bean
        Stubs stubs() {
            return new Stubs();
        }

        @Bean
        AccessConfig accessConfig() {
            return new AccessConfig(
                    home.resolve("users"),
                    Optional.of("the first password"),
                    new Throttle(3, 1000, Duration.ofMinutes(5)),
                    Optional.empty());
        }
    }

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home.resolve("objects"), Wiring.class);
        assertThat(create("vera", "viewer").statusCode()).isEqualTo(201);
        assertThat(create("ulla", "uploader").statusCode()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private static HttpResponse<byte[]> create(String name, String role) {
        return send("POST", "/api/users", user(name, role), "Authorization", ADMIN, "Content-Type", "application/json");
    }

    private static String user(String name, String role) {
        return "{\"name\":\"" + name + "\",\"password\":\"" + password(name) + "\",\"roles\":[\"" + role + "\"]}";
    }

    private static String password(String name) {
        return "password of " + name;
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    private static String as(String name) {
        return basic(name, password(name));
    }

    private static HttpResponse<byte[]> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(archive.uri(path)).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        return archive.send(request);
    }

    private static String header(HttpResponse<?> response, String name) {
        return String.join("; ", response.headers().allValues(name));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }

    private static void assertProblem(HttpResponse<byte[]> response, int status, String detail) {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(text(response)).contains("\"status\":" + status, detail);
    }

    /** What is written to the audit trail meanwhile. */
    private static List<String> trail(Runnable actions) {
        ListAppender<ILoggingEvent> trail = new ListAppender<>();
        trail.start();
        Logger logger = (Logger) LoggerFactory.getLogger(AuditLine.LOGGER);
        logger.addAppender(trail);
        try {
            actions.run();
        } finally {
            logger.detachAppender(trail);
        }
        return trail.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** Whatever the controller makes of it. */
    private static void assertAdmitted(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isNotIn(401, 403);
    }

    @Nested
    class Programs {
        @Test
        void shouldBeAskedForCredentials() {
            HttpResponse<byte[]> response = archive.get("/dicom-web/who");
            assertProblem(response, 401, "needs an identity");
            assertThat(header(response, "WWW-Authenticate")).contains("Basic realm=", "Bearer realm=");
            assertThat(header(response, "Set-Cookie")).isEmpty();
        }

        @Test
        void shouldDoWhatTheirRoleAllows() {
            assertThat(text(archive.get("/dicom-web/who", "Authorization", as("vera"))))
                    .isEqualTo("vera");
            assertProblem(archive.get("/dicom-web/who", "Authorization", as("ulla")), 403, "role viewer");
            assertAdmitted(send("POST", "/dicom-web/studies", "", "Authorization", as("ulla")));
            assertProblem(send("POST", "/dicom-web/studies", "", "Authorization", as("vera")), 403, "role uploader");
            assertProblem(archive.get("/api/users", "Authorization", as("vera")), 403, "role administrator");
            assertThat(text(archive.get("/dicom-web/who", "Authorization", ADMIN)))
                    .isEqualTo("admin");
        }

        @Test
        void shouldNotReachWhatNobodyThoughtAbout() {
            assertProblem(archive.get("/forgotten"), 401, "identity");
            assertProblem(archive.get("/forgotten", "Authorization", ADMIN), 404, "Nothing is at this path");
        }

        @Test
        void shouldGetNoSession() {
            HttpResponse<byte[]> response = archive.get("/dicom-web/who", "Authorization", as("vera"));
            assertThat(header(response, "Set-Cookie")).isEmpty();
        }

        @Test
        void shouldHearThatCredentialsAreWrongAndThenToWait() {
            for (int i = 0; i < 3; i++) {
                assertProblem(
                        archive.get("/dicom-web/who", "Authorization", basic("gregor", "guess " + i)),
                        401,
                        "not valid");
            }
            HttpResponse<byte[]> paused = archive.get("/dicom-web/who", "Authorization", basic("gregor", "guess"));
            assertProblem(paused, 429, "wait");
            assertThat(Long.parseLong(header(paused, "Retry-After"))).isBetween(1L, 300L);
            assertThat(archive.get("/dicom-web/who", "Authorization", as("vera"))
                            .statusCode())
                    .isEqualTo(200);
        }

        /** A check of the password is a line in the trail. */
        @Test
        void shouldNotPayForBcryptAtEachRequest() {
            create("bea", "viewer");
            List<String> lines = trail(() -> {
                for (int i = 0; i < 20; i++) archive.get("/dicom-web/who", "Authorization", as("bea"));
            });
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("operation=login"))
                    .hasSize(1);
        }
    }

    @Nested
    class Browsers {
        private String cookie(HttpResponse<?> response) {
            return header(response, "Set-Cookie").replaceAll(";.*", "");
        }

        private HttpResponse<byte[]> signIn(String name, String password, String to, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(archive.uri("/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Origin", archive.uri("").toString())
                    .POST(BodyPublishers.ofString("username=" + name + "&password=" + URLEncoder.encode(password, UTF_8)
                            + "&to=" + URLEncoder.encode(to, UTF_8)));
            if (headers.length > 0) request.headers(headers);
            return archive.send(request);
        }

        @Test
        void shouldBeLedToTheLoginPageAndBack() {
            HttpResponse<byte[]> asked =
                    archive.get("/viewer?StudyInstanceUIDs=1.2", "User-Agent", BROWSER, "Accept", "text/html");
            assertThat(asked.statusCode()).isEqualTo(302);
            assertThat(header(asked, "Location")).isEqualTo("/login?to=%2Fviewer%3FStudyInstanceUIDs%3D1.2");
            assertThat(header(asked, "Set-Cookie")).isEmpty();
            HttpResponse<byte[]> page = archive.get(header(asked, "Location"));
            assertThat(text(page)).contains("value=\"/viewer?StudyInstanceUIDs=1.2\"");
            assertThat(header(page, "Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'");

            HttpResponse<byte[]> in = signIn("vera", password("vera"), "/viewer?StudyInstanceUIDs=1.2");
            assertThat(header(in, "Location")).isEqualTo("/viewer?StudyInstanceUIDs=1.2");
            assertThat(header(in, "Set-Cookie")).contains("HttpOnly");
            assertThat(text(archive.get("/dicom-web/who", "Cookie", cookie(in))))
                    .isEqualTo("vera");
        }

        @Test
        void shouldHearThatThePasswordIsWrong() {
            HttpResponse<byte[]> refused = signIn("vera", "wrong", "/account");
            assertThat(header(refused, "Location")).isEqualTo("/login?say=wrong&to=%2Faccount");
            assertThat(text(archive.get(header(refused, "Location")))).contains("Name or password is wrong");
        }

        @Test
        void shouldNotBeLedElsewhere() {
            for (String to :
                    new String[] {"https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"}) {
                assertThat(header(signIn("vera", password("vera"), to), "Location"))
                        .as(to)
                        .isEqualTo("/");
            }
            assertThat(text(archive.get("/login?to=%22%3E%3Cscript%3E&say=%22%3E%3Cscript%3E")))
                    .doesNotContain("<script");
        }

        /** A Basic challenge would make the browser ask in a window of its own. */
        @Test
        void shouldTellScriptsWithoutAWindow() {
            HttpResponse<byte[]> response =
                    archive.get("/dicom-web/who", "User-Agent", BROWSER, "Accept", "application/dicom+json");
            assertProblem(response, 401, "identity");
            assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer realm=\"Muniment\"");
        }

        @Test
        void shouldNotActForOtherPages() {
            create("paul", "uploader");
            String session = cookie(signIn("paul", password("paul"), "/"));
            String path = "/dicom-web/studies";
            String own = archive.uri("").toString();

            assertAdmitted(send("POST", path, "", "Cookie", session, "Sec-Fetch-Site", "same-origin"));
            assertAdmitted(send("POST", path, "", "Cookie", session, "Origin", own));
            assertProblem(send("POST", path, "", "Cookie", session), 403, "page of this server");
            assertProblem(send("POST", path, "", "Cookie", session, "Origin", "http://evil.example"), 403, "page");
            assertProblem(send("POST", path, "", "Cookie", session, "Origin", "null"), 403, "page");
            assertProblem(
                    send("POST", path, "", "Cookie", session, "Sec-Fetch-Site", "same-site", "Origin", own),
                    403,
                    "page");
            assertProblem(
                    send("POST", path, "", "Authorization", as("ulla"), "Sec-Fetch-Site", "cross-site"), 403, "page");
        }

        @Test
        void shouldGetANewSessionAtSignInAndLoseItAtSignOut() {
            HttpResponse<byte[]> first = signIn("vera", password("vera"), "/");
            String session = cookie(first);
            String second = cookie(signIn("vera", password("vera"), "/", "Cookie", session));
            assertThat(second).isNotEmpty().isNotEqualTo(session);
            assertThat(archive.get("/dicom-web/who", "Cookie", session).statusCode())
                    .isEqualTo(401);

            HttpResponse<byte[]> out = send(
                    "POST",
                    "/logout",
                    "",
                    "Cookie",
                    second,
                    "Origin",
                    archive.uri("").toString());
            assertThat(header(out, "Location")).isEqualTo("/login?say=bye");
            assertThat(archive.get("/dicom-web/who", "Cookie", second).statusCode())
                    .isEqualTo(401);
        }

        @Test
        void shouldLoseTheSessionWithTheirRoles() {
            create("rita", "viewer");
            String session = cookie(signIn("rita", password("rita"), "/"));
            assertThat(archive.get("/dicom-web/who", "Cookie", session).statusCode())
                    .isEqualTo(200);
            send(
                    "PUT",
                    "/api/users/rita/roles",
                    "[\"uploader\"]",
                    "Authorization",
                    ADMIN,
                    "Content-Type",
                    "application/json");

            assertThat(archive.get("/dicom-web/who", "Cookie", session).statusCode())
                    .isEqualTo(401);
        }

        @Test
        void shouldChangeTheirPassword() {
            create("pia", "viewer");
            String session = cookie(signIn("pia", password("pia"), "/"));
            assertThat(text(archive.get("/account", "Cookie", session))).contains("<dd>pia</dd>", "<dd>viewer</dd>");
            String origin = archive.uri("").toString();
            String form = "application/x-www-form-urlencoded";
            assertThat(text(send(
                            "POST",
                            "/account/password",
                            "current=wrong&fresh=another+password",
                            "Cookie",
                            session,
                            "Origin",
                            origin,
                            "Content-Type",
                            form)))
                    .contains("present password is wrong");
            HttpResponse<byte[]> changed = send(
                    "POST",
                    "/account/password",
                    "current=password+of+pia&fresh=another+password",
                    "Cookie",
                    session,
                    "Origin",
                    origin,
                    "Content-Type",
                    form);

            assertThat(header(changed, "Location")).isEqualTo("/login?say=changed");
            assertThat(archive.get("/account", "Cookie", session).statusCode()).isEqualTo(401);
            assertThat(header(signIn("pia", "another password", "/account"), "Location"))
                    .isEqualTo("/account");
        }
    }

    @Nested
    class Administrators {
        private HttpResponse<byte[]> call(String method, String path, String body) {
            return send(method, path, body, "Authorization", ADMIN, "Content-Type", "application/json");
        }

        @Test
        void shouldManageUsers() {
            HttpResponse<byte[]> created = create("dora", "viewer");
            assertThat(header(created, "Location")).isEqualTo("/api/users/dora");
            assertThat(text(created)).isEqualTo("{\"name\":\"dora\",\"roles\":[\"viewer\"]}");
            assertThat(text(call("GET", "/api/users", ""))).contains("\"dora\"").doesNotContain("$2a$");
            assertThat(call("PUT", "/api/users/dora/password", "{\"password\":\"new password\"}")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(archive.get("/dicom-web/who", "Authorization", as("dora"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(archive.get("/dicom-web/who", "Authorization", basic("dora", "new password"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(call("DELETE", "/api/users/dora", "").statusCode()).isEqualTo(204);
            assertProblem(call("GET", "/api/users/dora", ""), 404, "no such user");
        }

        @Test
        void shouldHearWhatIsWrong() {
            assertProblem(create("vera", "viewer"), 409, "already");
            assertProblem(call("DELETE", "/api/users/admin", ""), 409, "last administrator");
            assertProblem(create("a b", "viewer"), 400, "name: ");
            assertProblem(create("zoe", "king"), 400, "roles: ");
            assertProblem(call("POST", "/api/users", "{\"name\":\"zoe\",\"password\":\"x\"}"), 400, "roles: ");
            assertProblem(
                    call("POST", "/api/users", "{\"name\":\"zoe\",\"password\":\"x\",\"roles\":[\"viewer\"]}"),
                    400,
                    "password: ");
            assertProblem(call("POST", "/api/users", "no json"), 400, "");
            assertProblem(call("PUT", "/api/users/nobody/roles", "[\"viewer\"]"), 404, "no such user");
        }

        @Test
        void shouldFindInTheAuditTrailWhoCameAndWhoWasDenied() {
            List<String> lines = trail(() -> {
                create("tim", "viewer");
                archive.get("/api/users?patient=secret", "Authorization", as("tim"));
                archive.get("/dicom-web/who", "Authorization", basic("tom", "secret"));
            });
            assertThat(lines)
                    .containsExactly(
                            "operation=create-user outcome=success user=admin host=127.0.0.1 changed=tim",
                            "operation=login outcome=success user=tim host=127.0.0.1",
                            "operation=GET outcome=denied user=tim host=127.0.0.1 path=/api/users"
                                    + " reason=\"This needs the role administrator\"",
                            "operation=login outcome=refused user=tom host=127.0.0.1 reason=\"wrong name or password\"");
        }
    }

    @Test
    void shouldGuardWhatBrowsersDoWithAnswers() {
        HttpResponse<byte[]> response = archive.get("/dicom-web/who", "Authorization", as("vera"));
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(response, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(archive.get("/dicom-web/%2e%2e/api/users", "Authorization", as("vera"))
                        .statusCode())
                .isEqualTo(400);
    }
}
