package org.muniment.archive.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.muniment.archive.subscription.SubscriptionRecord.Status;

/** What every keeper of subscriptions keeps to. It may hold those of other tests. */
public interface SubscriptionRegisterContract {

    SubscriptionRegister register();

    @Test
    default void shouldChangeASubscriptionOnlyFromTheOneItWasMadeOf() {
        SubscriptionRecord first =
                SubscriptionRecord.requested(UUID.randomUUID().toString(), "{\"größer\":1}");
        assertThat(register().find(first.id())).isEmpty();
        register().add(first);
        assertThatThrownBy(() -> register().add(first)).isInstanceOf(IllegalArgumentException.class);
        assertThat(register().find(first.id())).contains(first);

        SubscriptionRecord active = first.with(Status.ACTIVE, "");
        assertThat(register().replace(first, active)).isTrue();
        assertThat(register().replace(first, first.with(Status.ERROR, "answered 404")))
                .isFalse();
        SubscriptionRecord told = active.taken(1);
        assertThat(register().replace(active, told)).isTrue();
        assertThat(register().find(first.id())).contains(told);
        assertThat(register().all()).contains(told);
    }

    @Test
    default void shouldKeepNothingOfASubscriptionThatWasRemoved() {
        SubscriptionRecord first =
                SubscriptionRecord.requested(UUID.randomUUID().toString(), "{}");
        register().add(first);
        assertThat(register().remove(first.id())).isTrue();
        assertThat(register().remove(first.id())).isFalse();
        assertThat(register().replace(first, first.taken(1))).isFalse();
        assertThat(register().find(first.id())).isEmpty();
        assertThat(register().all()).doesNotContain(first);
    }
}
