package org.muniment.server.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.server.config.FeedSettings;
import org.muniment.server.config.FeedSettings.Webhook;
import org.muniment.web.webhook.WebhookTarget;

/** The configured webhooks with their secrets, which no configuration file holds itself. */
final class Webhooks {

    private Webhooks() {}

    static List<WebhookTarget> of(FeedSettings settings) {
        return settings.webhooks().stream().map(Webhooks::target).toList();
    }

    private static WebhookTarget target(Webhook webhook) {
        Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
        kinds.addAll(webhook.kinds());
        return new WebhookTarget(webhook.name(), webhook.url(), secret(webhook), kinds, webhook.timeout());
    }

    private static byte[] secret(Webhook webhook) {
        return text(webhook).strip().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Webhook webhook) {
        if (webhook.secretFile() == null) {
            String value = System.getenv(webhook.secretEnv());
            return value == null ? "" : value;
        }
        try {
            return Files.readString(webhook.secretFile());
        } catch (IOException e) {
            throw new UncheckedIOException("The secret of webhook " + webhook.name() + " can't be read", e);
        }
    }
}
