package org.muniment.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.web.access.user.LocalUser;
import org.muniment.web.access.user.LocalUsers;
import org.muniment.web.access.user.LocalUsers.RefusedChangeException;
import org.muniment.web.access.user.Passwords;
import org.muniment.web.access.user.Role;
import org.muniment.web.problem.BadParameterException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** The local users, for administrators. Nobody's password is ever told. */
@RestController
@RequestMapping("/api/users")
public final class UsersController {

    private final LocalUsers users;
    private final Passwords passwords;
    private final AccessAudit audit;

    /** A user as the API tells. */
    record User(String name, List<String> roles) {
        static User of(LocalUser user) {
            return new User(
                    user.name(), user.roles().stream().sorted().map(Role::label).toList());
        }
    }

    /** A user to be. */
    record NewUser(String name, String password, List<String> roles) {}

    /** In an object, so that it is no mere string that a client might quote wrongly. */
    record NewPassword(String password) {}

    public UsersController(LocalUsers users, Passwords passwords, AccessAudit audit) {
        this.users = users;
        this.passwords = passwords;
        this.audit = audit;
    }

    @GetMapping
    List<User> list() {
        return users.all().stream().map(User::of).toList();
    }

    @GetMapping("/{name}")
    User show(@PathVariable String name) {
        return users.find(name).map(User::of).orElseThrow(() -> unknown());
    }

    @PostMapping
    ResponseEntity<User> create(@RequestBody NewUser fresh, HttpServletRequest request) {
        Set<Role> roles = roles(fresh.roles());
        String hash = hash(fresh.password());
        LocalUser user = user(fresh.name(), hash, roles);
        users.add(user);
        audit.userChanged(request, "create-user", user.name());
        return ResponseEntity.created(
                        URI.create("/api/users/" + UriUtils.encodePathSegment(user.name(), StandardCharsets.UTF_8)))
                .body(User.of(user));
    }

    @PutMapping("/{name}/password")
    ResponseEntity<Void> changePassword(
            @PathVariable String name, @RequestBody NewPassword fresh, HttpServletRequest request) {
        if (!users.change(name, hash(fresh.password()), null)) throw unknown();
        audit.userChanged(request, "change-password", name);
        return ResponseEntity.noContent().build();
    }

    @PutMapping("/{name}/roles")
    User changeRoles(@PathVariable String name, @RequestBody List<String> roles, HttpServletRequest request) {
        if (!users.change(name, null, roles(roles))) throw unknown();
        audit.userChanged(request, "change-roles", name);
        return show(name);
    }

    @DeleteMapping("/{name}")
    ResponseEntity<Void> remove(@PathVariable String name, HttpServletRequest request) {
        if (!users.remove(name)) throw unknown();
        audit.userChanged(request, "remove-user", name);
        return ResponseEntity.noContent().build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(RefusedChangeException e) {
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage()));
    }

    private static ArchiveException unknown() {
        return new ArchiveException(ErrorCode.NOT_FOUND, "There is no such user");
    }

    private static LocalUser user(String name, String hash, Set<Role> roles) {
        try {
            return new LocalUser(name, hash, roles);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("name", e.getMessage());
        }
    }

    private String hash(String password) {
        try {
            return passwords.hash(password);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("password", e.getMessage());
        }
    }

    private static Set<Role> roles(List<String> names) {
        if (names == null || names.isEmpty()) throw new BadParameterException("roles", "at least one is needed");
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : names) {
            roles.add(Role.of(name)
                    .orElseThrow(
                            () -> new BadParameterException("roles", "must be of viewer, uploader, administrator")));
        }
        return roles;
    }
}
