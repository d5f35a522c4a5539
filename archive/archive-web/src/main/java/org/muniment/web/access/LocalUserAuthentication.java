package org.muniment.web.access;

import org.muniment.web.access.user.LocalUser;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A local user whose password was right. */
final class LocalUserAuthentication extends AbstractAuthenticationToken {

    private final transient LocalUser user;

    LocalUserAuthentication(LocalUser user) {
        super(Caller.authorities(user.roles()));
        this.user = user;
        super.setAuthenticated(true);
    }

    @Override
    public LocalUser getPrincipal() {
        return user;
    }

    @Override
    public Object getCredentials() {
        return null;
    }

    @Override
    public String getName() {
        return user.name();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LocalUserAuthentication that && user.equals(that.user);
    }

    @Override
    public int hashCode() {
        return user.hashCode();
    }
}
