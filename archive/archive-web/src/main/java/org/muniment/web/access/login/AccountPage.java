package org.muniment.web.access.login;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.muniment.web.access.AccessAudit;
import org.muniment.web.access.Caller;
import org.muniment.web.access.user.LocalUser;
import org.muniment.web.access.user.LocalUsers;
import org.muniment.web.access.user.Passwords;
import org.muniment.web.access.user.Role;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where people see who they are here, change their password, and sign out. */
@RestController
public final class AccountPage {

    private final Page page = new Page("account.html");
    private final LocalUsers users;
    private final Passwords passwords;
    private final AccessAudit audit;

    public AccountPage(LocalUsers users, Passwords passwords, AccessAudit audit) {
        this.users = users;
        this.passwords = passwords;
        this.audit = audit;
    }

    @GetMapping("/account")
    ResponseEntity<String> show() {
        return show(200, "");
    }

    private ResponseEntity<String> show(int status, String message) {
        Caller caller = Caller.current().orElseThrow();
        String roles = caller.roles().stream().sorted().map(Role::label).collect(Collectors.joining(", "));
        return page.show(
                status,
                Map.of(
                        "name",
                        caller.name(),
                        "roles",
                        roles.isEmpty() ? "none" : roles,
                        "message",
                        message,
                        "local",
                        Caller.currentLocalUser().isPresent() ? "local" : "token"));
    }

    /** The session ends with the old password. */
    @PostMapping("/account/password")
    ResponseEntity<String> changePassword(
            @RequestParam String current, @RequestParam String fresh, HttpServletRequest request) {
        Optional<LocalUser> user = Caller.currentLocalUser();
        if (user.isEmpty()) return show(409, "Your password is kept elsewhere.");
        if (!passwords.matches(current, user)) return show(400, "The present password is wrong.");
        String hash;
        try {
            hash = passwords.hash(fresh);
        } catch (IllegalArgumentException e) {
            return show(400, "Not changed: " + e.getMessage() + ".");
        }
        users.change(user.get().name(), hash, null);
        audit.userChanged(request, "change-password", user.get().name());
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, "/login?say=changed")
                .build();
    }
}
