package org.muniment.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.server.foreign.Commands;
import org.muniment.server.foreign.MunimentProcess;

/** A server that nobody gave a password, with a certificate; and one whose users are not as they must be. */
@Tag("slow")
class FirstStartTest {

    private static final Pattern TOLD = Pattern.compile("the administrator is admin with password (\\S+)");
    private static final String STORE_PASSWORD = "of the key store";

    @TempDir
    Path home;

    @Test
    void shouldTellThePasswordAndKeepSessionsToTls() throws Exception {
        Path store = home.resolve("server.p12");
        keyPair(store);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(store)).build();
        String password;
        try (MunimentProcess server = start(store)) {
            password = told(server).findFirst().orElseThrow();
            assertThat(server.http()).hasScheme("https");
            assertThat(server.output()).anyMatch(line -> line.contains("ready: ") && line.contains(", HL7 off, "));

            HttpResponse<String> in = client.send(
                    HttpRequest.newBuilder(server.http().resolve("/login"))
                            .headers(
                                    "Content-Type",
                                    "application/x-www-form-urlencoded",
                                    "Sec-Fetch-Site",
                                    "same-origin")
                            .POST(BodyPublishers.ofString("username=admin&password=" + password))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(in.headers().firstValue("Location")).contains("/");
            assertThat(in.headers().firstValue("Set-Cookie").orElseThrow())
                    .contains("; Secure", "; HttpOnly", "; SameSite=Lax");
            assertThat(in.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
        assertThat(filesWith(password)).isEmpty();
    }

    @Test
    void shouldNotStartOnWrongUsersAndNameTheLine() throws IOException {
        Files.writeString(home.resolve("users"), "# users\nadmin:secret:administrator\n");

        assertThatThrownBy(() -> MunimentProcess.start(home))
                .hasMessageContaining("users:2: the password is no bcrypt hash")
                .hasMessageNotContaining("\tat ")
                .hasMessageNotContaining("secret");
    }

    private MunimentProcess start(Path store) throws IOException {
        return MunimentProcess.start(
                home,
                Map.of(
                        "MUNIMENT_ADMIN_PASSWORD",
                        "",
                        "MUNIMENT_HTTP_TLS_KEYSTORE",
                        store.toString(),
                        "MUNIMENT_HTTP_TLS_KEYSTOREPASSWORD",
                        STORE_PASSWORD),
                List.of("--hl7-port", "off"));
    }

    private static Stream<String> told(MunimentProcess server) {
        return server.output().stream().map(TOLD::matcher).filter(Matcher::find).map(found -> found.group(1));
    }

    private static void keyPair(Path store) throws Exception {
        Commands.Result result = Commands.run(
                "keytool",
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                STORE_PASSWORD);
        assertThat(result.exit()).as("%s", result).isZero();
    }

    private static SSLContext trusting(Path store) throws GeneralSecurityException, IOException {
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            certificates.load(in, STORE_PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificates.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false; // Cassandra's, and gone meanwhile
        }
    }
}
