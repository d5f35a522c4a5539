package org.muniment.fhir.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedTargetsTest {

    private final AllowedTargets targets = new AllowedTargets(
            List.of(URI.create("https://good.example.org/hooks/"), URI.create("http://10.0.0.1:81")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://good.example.org/hooks",
                "https://GOOD.example.org/hooks/a?b=c",
                "http://10.0.0.1:81",
                "http://10.0.0.1:81/x"
            })
    void shouldAdmitWhatIsBelow(String target) {
        assertThat(targets.admit(URI.create(target))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://good.example.org/hooks",
                "https://good.example.org/hooksandmore",
                "https://good.example.org/hooks/../admin",
                "https://good.example.org/hooks/%2e%2e/admin",
                "https://good.example.org:444/hooks",
                "https://good.example.org.evil.example/hooks",
                "https://good.example.org@evil.example/hooks",
                "http://10.0.0.1:81@evil.example/",
                "http://10.0.0.1:8181/x",
                "mailto:hooks@good.example.org"
            })
    void shouldRefuseWhatOnlyLooksLikeIt(String target) {
        assertThat(targets.admit(URI.create(target))).isFalse();
    }
}
