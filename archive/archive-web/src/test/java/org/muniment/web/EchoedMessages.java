package org.muniment.web;

import java.nio.charset.StandardCharsets;
import org.muniment.archive.message.JournaledMessage;
import org.muniment.archive.message.MessageAnswer;
import org.muniment.archive.message.MessageAnswer.Problem;
import org.muniment.archive.message.MessageContent;
import org.muniment.core.message.MessageHandling;

/** Messages that say themselves what is wrong with them: whatever begins with {@code bad}. */
final class EchoedMessages implements MessageHandling {

    @Override
    public MessageAnswer process(JournaledMessage message) {
        String text = read(message.content(), message);
        if (!text.startsWith("bad")) return MessageAnswer.ACCEPTED;
        return MessageAnswer.error(new Problem(
                "PID", 1, 3, 0, "101", "Required field missing", "REQUIRED_FIELD_MISSING", "PID-3 is missing"));
    }

    @Override
    public String read(MessageContent content, JournaledMessage message) {
        return new String(content.bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public MessageContent write(String text, JournaledMessage message) {
        return new MessageContent(text.getBytes(StandardCharsets.UTF_8));
    }
}
