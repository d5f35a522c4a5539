package org.muniment.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.web.access.Audience;
import org.muniment.web.access.user.LocalUser;
import org.muniment.web.access.user.LocalUsers;
import org.muniment.web.access.user.Passwords;
import org.muniment.web.access.user.Role;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * No endpoint is open by accident: whatever the running server answers to is in this table, and the server admits to it
 * whom the table says. A new endpoint fails here until somebody has written down for whom it is.
 */
class EndpointsTest {

    /** Method and pattern, as the handler mappings have them, by for whom they are. */
    private static final Map<Audience, List<String>> TABLE = Map.of(
            Audience.ANYONE,
            List.of("GET /login", "GET /login/page.css"),
            Audience.SIGNED_IN,
            List.of("GET /", "GET /api/openapi", "GET /account", "POST /account/password"),
            Audience.VIEWERS,
            List.of(
                    "GET /dicom-web/studies",
                    "GET /dicom-web/series",
                    "GET /dicom-web/instances",
                    "GET /dicom-web/studies/{study}/series",
                    "GET /dicom-web/studies/{study}/instances",
                    "GET /dicom-web/studies/{study}/series/{series}/instances",
                    "GET /dicom-web/studies/{study}",
                    "GET /dicom-web/studies/{study}/series/{series}",
                    "GET /dicom-web/studies/{study}/series/{series}/instances/{instance}",
                    "GET /dicom-web/studies/{study}/metadata",
                    "GET /dicom-web/studies/{study}/series/{series}/metadata",
                    "GET /dicom-web/studies/{study}/series/{series}/instances/{instance}/metadata",
                    "GET /dicom-web/studies/{study}/rendered",
                    "GET /dicom-web/studies/{study}/thumbnail",
                    "GET /dicom-web/studies/{study}/series/{series}/rendered",
                    "GET /dicom-web/studies/{study}/series/{series}/thumbnail",
                    "GET /dicom-web/studies/{study}/series/{series}/instances/{instance}/rendered",
                    "GET /dicom-web/studies/{study}/series/{series}/instances/{instance}/thumbnail",
                    "GET /dicom-web/studies/{study}/series/{series}/instances/{instance}/frames/{frames}/rendered",
                    "GET /dicom-web/studies/{study}/series/{series}/instances/{instance}/frames/{frames}/thumbnail",
                    "GET /dicom-web/studies/{study}/series/{series}/instances/{instance}/frames/{frames}",
                    "GET /dicom-web/studies/{study}/series/{series}/instances/{instance}/bulkdata/{*path}",
                    "GET /dicom-web/wado",
                    "GET /api/studies/{study}/recall",
                    "POST /api/studies/{study}/recall",
                    "GET /viewer",
                    "GET /viewer/",
                    "GET /viewer/**",
                    "GET /viewer/{name:.*[0-9a-f]{20}\\.(?:js|wasm|woff2)}"),
            Audience.UPLOADERS,
            List.of("POST /dicom-web/studies", "POST /dicom-web/studies/{study}"),
            Audience.RECORDS_OFFICERS,
            List.of(
                    "PUT /api/lifecycle/policies/{kind}/{name}/{version}/activation",
                    "DELETE /api/lifecycle/policies/{kind}/{name}/{version}/activation",
                    "POST /api/lifecycle/holds",
                    "POST /api/lifecycle/holds/{id}/release",
                    "POST /api/lifecycle/holds/{id}/review",
                    "POST /api/lifecycle/dispositions",
                    "POST /api/lifecycle/dispositions/{id}/exclude",
                    "POST /api/lifecycle/dispositions/{id}/review",
                    "POST /api/lifecycle/studies/{study}/restore"),
            Audience.APPROVERS,
            List.of("POST /api/lifecycle/dispositions/{id}/approve"),
            Audience.RECORDS_STAFF,
            List.of("POST /api/lifecycle/dispositions/{id}/refuse"),
            Audience.RECORDS_READERS,
            List.of(
                    "GET /api/lifecycle/audit",
                    "GET /api/lifecycle/audit/verification",
                    "GET /api/lifecycle/audit/export",
                    "GET /api/lifecycle/forecast",
                    "GET /api/lifecycle/jobs",
                    "GET /api/lifecycle/jobs/{kind}/{study}",
                    "GET /api/lifecycle/pauses",
                    "GET /api/lifecycle/policies",
                    "GET /api/lifecycle/policies/{kind}",
                    "GET /api/lifecycle/policies/{kind}/{name}/{version}/text",
                    "GET /api/lifecycle/holds",
                    "GET /api/lifecycle/holds/{id}",
                    "GET /api/lifecycle/studies/{study}/explain",
                    "GET /api/lifecycle/studies/{study}/destruction",
                    "GET /api/lifecycle/studies/{study}/tombstone",
                    "GET /api/lifecycle/dispositions",
                    "GET /api/lifecycle/dispositions/due",
                    "GET /api/lifecycle/dispositions/{id}",
                    "GET /api/lifecycle/dispositions/{id}/items",
                    "GET /api/lifecycle/dispositions/{id}/dry-run",
                    "GET /api/lifecycle/certificates/verification",
                    "POST /api/lifecycle/certificates/verification",
                    "GET /api/lifecycle/certificates/{number}",
                    "GET /api/lifecycle/certificates/{number}/pdf",
                    "GET /api/lifecycle/certificates/{number}/manifest"),
            Audience.ADMINISTRATORS,
            List.of(
                    "GET /api/users",
                    "POST /api/users",
                    "GET /api/users/{name}",
                    "DELETE /api/users/{name}",
                    "PUT /api/users/{name}/password",
                    "PUT /api/users/{name}/roles",
                    "GET /api/rejections",
                    "POST /api/rejections",
                    "GET /api/rejections/{id}",
                    "POST /api/rejections/{id}/restore",
                    "GET /api/patients",
                    "GET /api/patients/{id}",
                    "POST /api/patients/merge",
                    "POST /api/patients/assign",
                    "GET /api/reconciliations/{id}",
                    "POST /api/reconciliations/{id}/reverse",
                    "GET /api/orders",
                    "GET /api/orders/{id}",
                    "GET /api/studies/{study}/order",
                    "PUT /api/studies/{study}/order",
                    "DELETE /api/studies/{study}/order",
                    "GET /api/work-items",
                    "GET /api/work-items/{id}",
                    "POST /api/work-items/{id}/decide",
                    "POST /api/work-items/{id}/reopen",
                    "GET /api/subscribers",
                    "GET /api/subscribers/{name}",
                    "POST /api/subscribers/{name}/pause",
                    "POST /api/subscribers/{name}/resume",
                    "POST /api/subscribers/{name}/replay",
                    "GET /api/subscribers/{name}/troubled",
                    "DELETE /api/subscribers/{name}/troubled/{study}",
                    "POST /api/subscribers/{name}/troubled/{study}/retry",
                    "GET /api/hl7/messages",
                    "GET /api/hl7/messages/{id}",
                    "PUT /api/hl7/messages/{id}/mended",
                    "POST /api/hl7/messages/{id}/replay",
                    "POST /api/hl7/messages/{id}/discard",
                    "POST /api/sources/{name}/coercion/preview",
                    "DELETE /api/lifecycle/jobs/{kind}/{study}",
                    "POST /api/lifecycle/jobs/{kind}/{study}/retry",
                    "POST /api/lifecycle/jobs/{kind}/retry",
                    "PUT /api/lifecycle/pauses/{scope}",
                    "DELETE /api/lifecycle/pauses/{scope}",
                    "DELETE /dicom-web/studies/{study}",
                    "DELETE /dicom-web/studies/{study}/series/{series}",
                    "DELETE /dicom-web/studies/{study}/series/{series}/instances/{instance}",
                    "GET /actuator",
                    "GET /actuator/health",
                    "GET /actuator/health/**",
                    "GET /actuator/info",
                    "GET /actuator/prometheus"));

    /** Where the servlet container sends failures; nobody else gets there. */
    private static final String ERRORS = "/error";

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext server;
    private static final Map<Role, String> AUTHORIZATION = new EnumMap<>(Role.class);

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws CommandLine.UsageException {
        server = MunimentServer.run(CommandLine.parse(
                "--home",
                home.toString(),
                "--http-port",
                "0",
                "--dicom-port",
                "0",
                "--hl7-port",
                "0",
                "--config",
                "none"));
        Passwords passwords = server.getBean(Passwords.class);
        for (Role role : Role.values()) {
            String name = "the-" + role.label();
            server.getBean(LocalUsers.class).add(new LocalUser(name, passwords.hash("password"), Set.of(role)));
            AUTHORIZATION.put(role, "Basic " + Base64.getEncoder().encodeToString((name + ":password").getBytes()));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldAllBeInTheTable() {
        List<String> listed = TABLE.values().stream().flatMap(List::stream).toList();
        Set<String> found = endpoints();
        assertThat(found).as("endpoints that are not in the table").isSubsetOf(listed);
        assertThat(listed).as("rows of the table that no endpoint has").isSubsetOf(found);
    }

    @Test
    void shouldAdmitWhomTheTableSays() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<Audience, List<String>> rows : TABLE.entrySet()) {
            for (String endpoint : rows.getValue()) check(endpoint, rows.getKey(), wrong);
        }
        assertThat(wrong).isEmpty();
    }

    /** The same resources over what is rejected, which are for others. */
    @Test
    void shouldShowWhatIsRejectedToAdministratorsOnly() throws Exception {
        DispatcherServlet view = (DispatcherServlet)
                server.getBean("rejectedView", ServletRegistrationBean.class).getServlet();
        Set<String> found = endpoints(view.getWebApplicationContext().getBeansOfType(HandlerMapping.class));
        assertThat(found)
                .contains("GET /dicom-web/studies", "GET /dicom-web/studies/{study}")
                .allMatch(endpoint -> endpoint.startsWith("GET "));

        List<String> wrong = new ArrayList<>();
        for (String endpoint : found) check(endpoint.replace(" /", " /rejected/"), Audience.ADMINISTRATORS, wrong);
        check("POST /rejected/dicom-web/studies", Audience.ADMINISTRATORS, wrong);
        check("GET /rejected/login", Audience.ADMINISTRATORS, wrong);
        check("GET /rejected", Audience.ADMINISTRATORS, wrong);
        assertThat(wrong).isEmpty();
    }

    /** A servlet that the handler mappings know nothing of. */
    @Test
    void shouldGiveFhirToViewersToRead() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String endpoint : List.of(
                "GET /fhir/metadata",
                "GET /fhir/ImagingStudy",
                "GET /fhir/ImagingStudy/2.25.1",
                "GET /fhir/Patient?name=x",
                "POST /fhir/ImagingStudy/_search")) check(endpoint, Audience.VIEWERS, wrong);
        for (String endpoint : List.of(
                "POST /fhir",
                "PUT /fhir/ImagingStudy/1",
                "DELETE /fhir/Patient/1",
                "GET /fhir/Subscription",
                "GET /fhir/Subscription/1",
                "GET /fhir/Subscription/1/$status",
                "POST /fhir/Subscription/_search",
                "POST /fhir/Subscription")) check(endpoint, Audience.ADMINISTRATORS, wrong);
        assertThat(wrong).isEmpty();

        assertThat(send("GET", "/fhir/metadata", Role.VIEWER).body())
                .contains("CapabilityStatement", "ServiceRequest", "SubscriptionTopic/imaging-study-changed");
        assertThat(send("GET", "/fhir/Subscription", Role.ADMINISTRATOR).body()).contains("searchset");
        assertThat(send("GET", "/fhir/ImagingStudy/2.25.1", Role.VIEWER).statusCode())
                .isEqualTo(404);
        assertThat(send("GET", "/fhir/ImagingStudy?_lastUpdated=ge2020", Role.VIEWER)
                        .body())
                .contains("searchset");
        assertThat(send("GET", "/fhir/metadata", null).body()).contains("OperationOutcome", "login");
    }

    @Test
    void shouldTellAnyoneWhetherItLivesAndNoMore() throws Exception {
        assertThat(send("GET", "/actuator/health/liveness", null).body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(send("GET", "/actuator/health/readiness", null).body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(send("GET", "/actuator/health/readiness", Role.ADMINISTRATOR).body())
                .contains("\"index\"");
    }

    @Test
    void shouldTakeWhatIsNowhereAsForNobody() throws Exception {
        for (String path : List.of(ERRORS, "/elsewhere", "/actuator/env", "/logout", "/static/x.js", "/webjars/x")) {
            assertThat(send("GET", path, null).statusCode()).as(path).isEqualTo(401);
            assertThat(send("GET", path, Role.ADMINISTRATOR).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    private void check(String endpoint, Audience audience, List<String> wrong) throws Exception {
        String method = endpoint.split(" ")[0];
        String path = example(endpoint.split(" ")[1]);
        check(method, path, null, audience == Audience.ANYONE ? 0 : 401, wrong);
        for (Role role : Role.values()) {
            check(method, path, role, audience.admits(role.included()) ? 0 : 403, wrong);
        }
    }

    /** @param expected 0 for whatever an admitted request is answered */
    private void check(String method, String path, Role role, int expected, List<String> wrong) throws Exception {
        int status = send(method, path, role).statusCode();
        boolean right = expected == 0 ? status != 401 && status != 403 : status == expected;
        if (!right) wrong.add(method + " " + path + " as " + role + ": " + status);
    }

    private HttpResponse<String> send(String method, String path, Role role) throws IOException, InterruptedException {
        int port = ((ServletWebServerApplicationContext) server).getWebServer().getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.noBody());
        if (role != null) request.header("Authorization", AUTHORIZATION.get(role));
        // From a page of ours, so that it is the identity that decides.
        request.header("Sec-Fetch-Site", "same-origin");
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** A path that the pattern fits. */
    private static String example(String pattern) {
        return pattern.replaceAll("\\{name:.*]\\{20}.*}$", "x.0123456789abcdef0123.js")
                .replace("{study}", "2.25.1")
                .replace("{series}", "2.25.2")
                .replace("{instance}", "2.25.3")
                .replace("/**", "/x")
                .replaceAll("\\{[^}]*}", "1");
    }

    private static Set<String> endpoints() {
        return endpoints(server.getBeansOfType(HandlerMapping.class));
    }

    private static Set<String> endpoints(Map<String, HandlerMapping> mappings) {
        Set<String> found = new LinkedHashSet<>();
        for (HandlerMapping mapping : mappings.values()) {
            if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
                methods.getHandlerMethods().keySet().forEach(info -> found.addAll(endpoints(info)));
            } else if (mapping instanceof AbstractUrlHandlerMapping urls) {
                urls.getHandlerMap().keySet().forEach(pattern -> found.add("GET " + pattern));
            } else {
                // Such as functional routes: nobody has them yet.
                assertThat(mapping.getClass().getSimpleName()).isEqualTo("RouterFunctionMapping");
                assertThat(mapping).hasFieldOrPropertyWithValue("routerFunction", null);
            }
        }
        found.removeIf(endpoint -> endpoint.endsWith(" " + ERRORS));
        return found;
    }

    private static Set<String> endpoints(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        Set<String> names = methods.isEmpty()
                ? Set.of("ANY")
                : methods.stream().map(RequestMethod::name).collect(Collectors.toSet());
        return info.getPatternValues().stream()
                .flatMap(pattern -> names.stream().map(name -> name + " " + pattern))
                .collect(Collectors.toSet());
    }
}
