package org.muniment.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.web.WebArchive;
import org.muniment.web.access.AccessConfig.Throttle;
import org.muniment.web.access.AccessConfig.Tokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Programs with access tokens of an identity provider, here one that is played by the test. */
class TokenTest {

    @TempDir
    static Path home;

    private static RSAKey key;
    private static ECKey ellipticKey;
    private static HttpServer provider;
    private static WebArchive archive;

    /** Whether the provider answers. */
    private static volatile boolean up = true;

    @RestController
    static class Stubs {
        @GetMapping("/dicom-web/who")
        String who() {
            return Caller.current().orElseThrow().name();
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
                    new Throttle(5, 50, Duration.ofMinutes(1)),
                    Optional.of(new Tokens(
                            issuer(), issuer() + "/keys", "muniment", "realm_access.roles", "muniment-", "name")));
        }
    }

    private static String issuer() {
        return "http://127.0.0.1:" + provider.getAddress().getPort();
    }

    @BeforeAll
    static void start() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("1").generate();
        ellipticKey = new ECKeyGenerator(Curve.P_256).keyID("2").generate();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] keys = new JWKSet(List.of(key, ellipticKey)).toString().getBytes(UTF_8);
        provider.createContext("/keys", exchange -> {
            exchange.sendResponseHeaders(up ? 200 : 500, up ? keys.length : -1);
            if (up) exchange.getResponseBody().write(keys);
            exchange.close();
        });
        provider.start();
        archive = WebArchive.start(home.resolve("objects"), Wiring.class);
    }

    @AfterAll
    static void stop() {
        archive.close();
        provider.stop(0);
    }

    private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> different) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("muniment")
                .claim("name", "Dr. Weiss")
                .claim("realm_access", Map.of("roles", List.of("muniment-viewer", "uploader", "offline_access")))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
        different.accept(claims);
        return claims.build();
    }

    private static String token(Consumer<JWTClaimsSet.Builder> different) throws JOSEException {
        return signed(key, claims(different));
    }

    private static String signed(RSAKey by, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("1").build(), claims);
        token.sign(new RSASSASigner(by));
        return token.serialize();
    }

    private static HttpResponse<byte[]> get(String path, String token) {
        return archive.get(path, "Authorization", "Bearer " + token);
    }

    @Test
    void shouldLetInWhoHasAToken() throws JOSEException {
        HttpResponse<byte[]> response = get("/dicom-web/who", token(claims -> {}));
        assertThat(new String(response.body(), UTF_8)).isEqualTo("Dr. Weiss");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void shouldTakeTheAlgorithmsThatKeysAreFor() throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("2").build(), claims(claims -> {}));
        token.sign(new ECDSASigner(ellipticKey));
        assertThat(get("/dicom-web/who", token.serialize()).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTakeRolesOnlyWithTheirPrefix() throws JOSEException {
        assertThat(get("/api/users", token(claims -> {})).statusCode()).isEqualTo(403);
        assertThat(get(
                                "/dicom-web/who",
                                token(claims -> claims.claim("realm_access", Map.of("roles", List.of("viewer")))))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(
                                "/api/users",
                                token(claims -> claims.claim(
                                        "realm_access", Map.of("roles", List.of("muniment-administrator")))))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseTokensThatAreNotForUsOrNoLongerGood() throws JOSEException {
        Instant now = Instant.now();
        for (String token : List.of(
                token(claims -> claims.audience("somebody else")),
                token(claims -> claims.audience((String) null)),
                token(claims -> claims.issuer("http://elsewhere.example")),
                token(claims -> claims.expirationTime(Date.from(now.minusSeconds(300)))),
                token(claims -> claims.expirationTime(null)),
                token(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(300)))),
                signed(new RSAKeyGenerator(2048).keyID("1").generate(), claims(claims -> {})),
                new PlainJWT(claims(claims -> {})).serialize(),
                "no.such.token",
                "nonsense")) {
            HttpResponse<byte[]> response = get("/dicom-web/who", token);
            assertThat(response.statusCode()).as(token).isEqualTo(401);
            assertThat(response.headers().allValues("WWW-Authenticate")).anyMatch(c -> c.contains("invalid_token"));
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void shouldTakePasswordsOfLocalUsersToo() {
        assertThat(archive.get("/dicom-web/who", "Authorization", "Basic YWRtaW46dGhlIGZpcnN0IHBhc3N3b3Jk")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldSayThatItCantTellWhileTheProviderIsAway(@TempDir Path other) throws JOSEException {
        up = false;
        try (WebArchive fresh = WebArchive.start(other, Wiring.class)) {
            HttpResponse<byte[]> response =
                    fresh.get("/dicom-web/who", "Authorization", "Bearer " + token(claims -> {}));
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        } finally {
            up = true;
        }
    }
}
