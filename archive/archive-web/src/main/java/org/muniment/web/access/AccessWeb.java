package org.muniment.web.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.muniment.web.access.login.AccountPage;
import org.muniment.web.access.login.LoginPage;
import org.muniment.web.access.user.LocalUser;
import org.muniment.web.access.user.LocalUsers;
import org.muniment.web.access.user.Passwords;
import org.muniment.web.access.user.Role;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who gets in, and how: sessions for people with browsers, HTTP Basic and access tokens for programs. Needs an
 * {@link AccessConfig} and a {@link Clock} as beans. Wired by hand, so that nothing is opened or closed by a library's
 * default; without this configuration the web layer asks for no identity, which only tests of its other parts want.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class AccessWeb {

    private static final String FIRST_USER = "admin";

    /** Before Spring MVC, after what Tomcat does itself; also when an answer is finished on another thread. */
    @Bean
    FilterRegistrationBean<Filter> accessFilter(
            @Qualifier("springSecurityFilterChain") Filter springSecurityFilterChain) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(springSecurityFilterChain);
        registration.setOrder(-100);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return registration;
    }

    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    AccessAudit accessAudit() {
        return new AccessAudit();
    }

    @Bean
    LocalUsers localUsers(AccessConfig config, Passwords passwords, Clock clock) {
        return LocalUsers.open(config.users(), clock, first(config, passwords));
    }

    /** A password made up is told on standard output, once; it is in no log. */
    private static Supplier<LocalUser> first(AccessConfig config, Passwords passwords) {
        return () -> {
            String password = config.adminPassword().orElseGet(Passwords::random);
            if (config.adminPassword().isEmpty())
                System.out.printf(
                        "First start: the administrator is %s with password %s (told only now)%n",
                        FIRST_USER, password);
            return new LocalUser(FIRST_USER, passwords.hashAsGiven(password), Set.of(Role.ADMINISTRATOR));
        };
    }

    @Bean
    AccessProblems accessProblems(JsonMapper json, AccessAudit audit) {
        return new AccessProblems(json, audit);
    }

    @Bean
    LoginPage loginPage() {
        return new LoginPage();
    }

    @Bean
    AccountPage accountPage(LocalUsers users, Passwords passwords, AccessAudit audit) {
        return new AccountPage(users, passwords, audit);
    }

    @Bean
    UsersController usersController(LocalUsers users, Passwords passwords, AccessAudit audit) {
        return new UsersController(users, passwords, audit);
    }

    @Bean
    PasswordAuthentication passwordAuthentication(
            AccessConfig config, LocalUsers users, Passwords passwords, AccessAudit audit, Clock clock) {
        return new PasswordAuthentication(
                users, passwords, new FailedAttempts(config.throttle(), clock), new VerifiedCredentials(clock), audit);
    }

    @Bean
    SecurityFilterChain accessChain(
            HttpSecurity http,
            AccessConfig config,
            LocalUsers users,
            PasswordAuthentication passwords,
            AccessProblems problems,
            AccessAudit audit) {
        ProviderManager byPassword = new ProviderManager(passwords);
        SignIn signIn = new SignIn(audit);
        http.authenticationManager(byPassword)
                .csrf(AbstractHttpConfigurer::disable) // RequestGuard stands in for it
                .requestCache(AbstractHttpConfigurer::disable) // no session before somebody has signed in
                .formLogin(f -> f.loginPage("/login").successHandler(signIn).failureHandler(signIn))
                .logout(l -> l.logoutRequestMatcher(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/logout"))
                        .logoutSuccessHandler(signIn))
                .exceptionHandling(e -> e.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .headers(h -> h.addHeaderWriter(new SecurityHeaders())
                        .frameOptions(f -> f.sameOrigin())
                        .referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN))
                        .httpStrictTransportSecurity(s -> s.includeSubDomains(false)))
                .addFilterAfter(new RequestGuard(users, problems), SecurityContextHolderFilter.class)
                .addFilterAt(new BasicAuthenticationFilter(byPassword, problems), BasicAuthenticationFilter.class)
                .authorizeHttpRequests(a -> a.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .anyRequest()
                        .access((caller, context) ->
                                new AuthorizationDecision(RouteTable.admits(context.getRequest(), caller.get()))));
        config.tokens()
                .ifPresent(tokens ->
                        http.addFilterBefore(bearer(tokens, problems, audit), BasicAuthenticationFilter.class));
        return http.build();
    }

    private static BearerTokenAuthenticationFilter bearer(
            AccessConfig.Tokens tokens, AccessProblems problems, AccessAudit audit) {
        BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(new TokenAuthentication(tokens));
        filter.setAuthenticationEntryPoint(problems);
        filter.setAuthenticationFailureHandler((request, response, failure) -> {
            audit.refusedToken(request, failure.getMessage());
            problems.commence(request, response, failure);
        });
        return filter;
    }
}
