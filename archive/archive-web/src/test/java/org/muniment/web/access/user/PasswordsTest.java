package org.muniment.web.access.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @Test
    void shouldTakeOnlyTheRightOne() {
        Optional<LocalUser> user =
                Optional.of(new LocalUser("u", passwords.hash("correct horse"), Set.of(Role.VIEWER)));

        assertThat(passwords.matches("correct horse", user)).isTrue();
        assertThat(passwords.matches("correct horsf", user)).isFalse();
        assertThat(passwords.matches("", user)).isFalse();
        assertThat(passwords.matches("nobody has this password", Optional.empty()))
                .isFalse();
    }

    /** bcrypt would ignore what comes after byte 72. */
    @Test
    void shouldNotTakeOneThatOnlyBeginsRight() {
        String longest = "x".repeat(72);
        Optional<LocalUser> user = Optional.of(new LocalUser("u", passwords.hash(longest), Set.of(Role.VIEWER)));

        assertThat(passwords.matches(longest, user)).isTrue();
        assertThat(passwords.matches(longest + "y", user)).isFalse();
        assertThatThrownBy(() -> passwords.hash(longest + "y")).hasMessageContaining("72 bytes");
        assertThatThrownBy(() -> passwords.hash("short")).hasMessageContaining("8 characters");
    }

    @Test
    void shouldMakeOneUpThatNobodyGuesses() {
        assertThat(Passwords.random()).hasSize(20).isNotEqualTo(Passwords.random());
    }
}
