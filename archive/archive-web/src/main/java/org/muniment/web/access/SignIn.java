package org.muniment.web.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.muniment.web.access.AuthenticationRefusedException.Reason;
import org.muniment.web.access.login.Redirect;
import org.muniment.web.access.login.SignInTarget;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;

/** What follows when somebody has used the login page, or has left. */
final class SignIn implements AuthenticationSuccessHandler, AuthenticationFailureHandler, LogoutSuccessHandler {

    private final AccessAudit audit;

    SignIn(AccessAudit audit) {
        this.audit = audit;
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who) {
        Redirect.to(response, SignInTarget.safe(request.getParameter("to")));
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
        String say = "wrong";
        if (failure instanceof AuthenticationRefusedException refused)
            say = refused.reason() == Reason.UNAVAILABLE ? "busy" : "wait";
        String to = URLEncoder.encode(SignInTarget.safe(request.getParameter("to")), StandardCharsets.UTF_8);
        Redirect.to(response, "/login?say=" + say + "&to=" + to);
    }

    @Override
    public void onLogoutSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who) {
        if (who != null) audit.signedOut(request, who.getName());
        Redirect.to(response, "/login?say=bye");
    }
}
