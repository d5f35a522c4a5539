package org.muniment.web.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muniment.web.access.AccessConfig.Tokens;
import org.muniment.web.access.AuthenticationRefusedException.Reason;
import org.muniment.web.access.user.Role;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.web.client.RestTemplate;

/** Access tokens of the enterprise's identity provider. Its keys are fetched when the first token comes, not at start. */
final class TokenAuthentication implements AuthenticationManager {

    private static final Duration PROVIDER_TIMEOUT = Duration.ofSeconds(5);

    private final Tokens tokens;
    private final JwtAuthenticationProvider provider;

    TokenAuthentication(Tokens tokens) {
        this.tokens = tokens;
        this.provider = new JwtAuthenticationProvider(decoder(tokens));
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setPrincipalClaimName(tokens.nameClaim());
        converter.setJwtGrantedAuthoritiesConverter(this::authorities);
        provider.setJwtAuthenticationConverter(converter);
    }

    @Override
    public Authentication authenticate(Authentication token) {
        try {
            return provider.authenticate(token);
        } catch (AuthenticationServiceException e) {
            throw new AuthenticationRefusedException(Reason.UNAVAILABLE, PROVIDER_TIMEOUT, e);
        }
    }

    private static JwtDecoder decoder(Tokens tokens) {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(PROVIDER_TIMEOUT);
        requests.setReadTimeout(PROVIDER_TIMEOUT);
        RestTemplate rest = new RestTemplate(requests);
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = tokens.jwkSetUri().isEmpty()
                    ? NimbusJwtDecoder.withIssuerLocation(tokens.issuer())
                            .restOperations(rest)
                            .build()
                    : NimbusJwtDecoder.withJwkSetUri(tokens.jwkSetUri())
                            .jwsAlgorithms(all -> all.addAll(List.of(SignatureAlgorithm.values())))
                            .restOperations(rest)
                            .build();
            decoder.setJwtValidator(validator(tokens));
            return decoder;
        });
    }

    /** A token must end, must be for us, and come from whom we trust. */
    private static OAuth2TokenValidator<Jwt> validator(Tokens tokens) {
        List<OAuth2TokenValidator<Jwt>> all = new ArrayList<>();
        all.add(
                tokens.issuer().isEmpty()
                        ? JwtValidators.createDefault()
                        : JwtValidators.createDefaultWithIssuer(tokens.issuer()));
        all.add(new JwtClaimValidator<>(JwtClaimNames.EXP, expires -> expires != null));
        all.add(new JwtClaimValidator<Object>(
                JwtClaimNames.AUD,
                audience -> audience instanceof Collection<?> several && several.contains(tokens.audience())));
        return new DelegatingOAuth2TokenValidator<>(all);
    }

    private Collection<GrantedAuthority> authorities(Jwt token) {
        Object claim = claim(token.getClaims(), tokens.rolesClaim());
        Collection<?> names = claim instanceof Collection<?> several
                ? several
                : claim instanceof String text ? List.of(text.split("[ ,]+")) : List.of();
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Object name : names) {
            String text = String.valueOf(name);
            if (text.startsWith(tokens.rolePrefix()))
                Role.of(text.substring(tokens.rolePrefix().length())).ifPresent(roles::add);
        }
        return Caller.authorities(roles);
    }

    /** Providers nest their claims, or name them by addresses with dots in them. */
    private static Object claim(Map<?, ?> claims, String name) {
        if (claims.containsKey(name)) return claims.get(name);
        Object claim = claims;
        for (String step : name.split("\\.")) {
            claim = claim instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return claim;
    }
}
