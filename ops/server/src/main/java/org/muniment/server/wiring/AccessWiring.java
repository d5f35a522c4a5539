package org.muniment.server.wiring;

import java.util.Optional;
import org.muniment.server.config.AccessSettings;
import org.muniment.server.config.MunimentConfig;
import org.muniment.web.access.AccessConfig;
import org.muniment.web.access.AccessConfig.Throttle;
import org.muniment.web.access.AccessConfig.Tokens;
import org.muniment.web.access.AccessWeb;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Who gets in over HTTP. */
@Configuration(proxyBeanMethods = false)
@Import(AccessWeb.class)
class AccessWiring {

    private static final String ADMIN_PASSWORD = "MUNIMENT_ADMIN_PASSWORD";

    @Bean
    AccessConfig accessConfig(MunimentConfig config, Environment environment) {
        AccessSettings access = config.access();
        return new AccessConfig(
                config.server().home().resolve(access.users()),
                Optional.ofNullable(environment.getProperty(ADMIN_PASSWORD)).filter(password -> !password.isEmpty()),
                new Throttle(access.failuresForUser(), access.failuresForAddress(), access.pause()),
                Optional.of(access.oidc()).filter(AccessSettings.Oidc::isOn).map(AccessWiring::tokens));
    }

    private static Tokens tokens(AccessSettings.Oidc oidc) {
        return new Tokens(
                oidc.issuer(),
                oidc.jwkSetUri(),
                oidc.audience(),
                oidc.rolesClaim(),
                oidc.rolePrefix(),
                oidc.nameClaim());
    }
}
