package org.muniment.web.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.muniment.web.access.user.LocalUser;
import org.muniment.web.access.user.Role;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who made the request this thread answers.
 *
 * @param name as the audit trail has it
 * @param roles with those they include
 */
public record Caller(String name, Set<Role> roles) {

    private static final String PREFIX = "ROLE_";

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Empty where nobody is signed in, and outside of a request. */
    public static Optional<Caller> current() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    static Optional<Caller> of(Authentication authentication) {
        if (authentication == null
                || !authentication.isAuthenticated()
                || authentication instanceof AnonymousAuthenticationToken) return Optional.empty();
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (GrantedAuthority granted : authentication.getAuthorities()) {
            String authority = String.valueOf(granted.getAuthority());
            if (authority.startsWith(PREFIX))
                Role.of(authority.substring(PREFIX.length())).ifPresent(roles::add);
        }
        return Optional.of(new Caller(authentication.getName(), roles));
    }

    /** As Spring Security keeps roles, so that {@code request.isUserInRole("ADMINISTRATOR")} answers too. */
    static Collection<GrantedAuthority> authorities(Collection<Role> roles) {
        return roles.stream()
                .flatMap(role -> role.included().stream())
                .distinct()
                .map(role -> (GrantedAuthority) new SimpleGrantedAuthority(PREFIX + role.name()))
                .toList();
    }

    /** The local user of this request; empty for tokens. */
    public static Optional<LocalUser> currentLocalUser() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof LocalUserAuthentication local
                ? Optional.of(local.getPrincipal())
                : Optional.empty();
    }
}
