package org.muniment.web.access.login;

import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a person with a browser signs in. Spring Security takes what the form sends. */
@RestController
public final class LoginPage {

    /** What the page says, by the value of its parameter {@code say}. */
    private static final Map<String, String> MESSAGES = Map.of(
            "wrong", "Name or password is wrong.",
            "wait", "Too many failed attempts. Wait a minute, then try again.",
            "busy", "The server is busy. Try again.",
            "bye", "You have signed out.",
            "changed", "Your password is changed. Sign in with the new one.");

    private final Page page = new Page("login.html");
    private final String style = Page.resource("page.css");

    @GetMapping("/login")
    ResponseEntity<String> show(
            @RequestParam(defaultValue = "") String say, @RequestParam(defaultValue = "/") String to) {
        return page.show(
                200,
                Map.of(
                        "message",
                        MESSAGES.getOrDefault(say, ""),
                        "to",
                        SignInTarget.safe(to),
                        "say",
                        say.replaceAll("[^a-z]", "")));
    }

    @GetMapping("/login/page.css")
    ResponseEntity<String> style() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "css"))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .body(style);
    }
}
