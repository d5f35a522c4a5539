package org.muniment.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.muniment.web.access.user.LocalUsers;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Stands before everything that acts on a session: no forged request passes, and no session outlives what its user was. */
final class RequestGuard extends OncePerRequestFilter {

    private final LocalUsers users;
    private final AccessProblems problems;

    RequestGuard(LocalUsers users, AccessProblems problems) {
        this.users = users;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (BrowserRequest.mayBeForged(request)) {
            problems.denied(request, response, "This does not come from a page of this server, nor with credentials");
            return;
        }
        HttpSession session = request.getSession(false);
        if (session != null
                && Caller.currentLocalUser()
                        .filter(user -> !users.find(user.name()).equals(Optional.of(user)))
                        .isPresent()) {
            // Removed since, or with another password or other roles.
            session.invalidate();
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }
}
