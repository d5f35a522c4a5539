package org.muniment.routes.hl7;

import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.muniment.archive.message.MessageAnswer;
import org.muniment.archive.message.MessageContent;
import org.muniment.archive.message.MessageId;
import org.muniment.archive.object.Sha256;
import org.muniment.core.audit.AuditLine;
import org.muniment.core.message.MessageService;
import org.muniment.hl7.Acknowledgement;
import org.muniment.hl7.MessageHeader;
import org.muniment.routes.source.Source;
import org.muniment.routes.source.SourceRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who is heard, has the message taken in, and words the answer; there always is one. What is no message, is too large or comes from somebody
 * unknown is refused before the journal, so that it can't be filled by anybody; the audit trail tells of it.
 */
public final class Hl7Reception {

    private static final Logger AUDIT = LoggerFactory.getLogger(AuditLine.LOGGER);
    private static final int LONGEST_CONTROL_ID = 20;

    private final SourceRegistry sources;
    private final MessageService messages;
    private final Clock clock;

    public Hl7Reception(SourceRegistry sources, MessageService messages, Clock clock) {
        this.sources = sources;
        this.messages = messages;
        this.clock = clock;
    }

    /** @param tooLarge whether the content is but the beginning of what came */
    byte[] answer(byte[] content, boolean tooLarge, InetAddress peer) {
        Optional<MessageHeader> header = MessageHeader.read(content);
        MessageAnswer answer;
        try {
            answer = header.isEmpty()
                    ? refused(Hl7Answers.NOT_A_MESSAGE, "", peer)
                    : tooLarge
                            ? refused(Hl7Answers.TOO_LARGE, header.get().application(), peer)
                            : receive(content, header.get(), peer);
        } catch (RuntimeException e) {
            answer = Hl7Answers.unjournaled(e); // the peer must be answered, whatever went wrong
        }
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault());
        String controlId = UUID.randomUUID().toString().replace("-", "").substring(0, LONGEST_CONTROL_ID);
        return Acknowledgement.write(header, answer, controlId, now);
    }

    private MessageAnswer receive(byte[] content, MessageHeader header, InetAddress peer) {
        Optional<Source> source = sources.sender(header.application(), header.facility(), peer);
        if (source.isEmpty()) return refused(Hl7Answers.UNKNOWN_SENDER, header.application(), peer);
        MessageId id = MessageId.of(
                header.sendingApplication(), header.sendingFacility(), header.controlId(), digest(content));
        String kind = header.event().isEmpty() ? header.type() : header.type() + "^" + header.event();
        return messages.receive(id, source.get().name(), kind, header.controlId(), new MessageContent(content));
    }

    private static MessageAnswer refused(MessageAnswer answer, String application, InetAddress peer) {
        AUDIT.info(
                "{}",
                new AuditLine()
                        .add("operation", "HL7")
                        .add("outcome", answer.code())
                        .add("sender", application)
                        .add("host", peer.getHostAddress())
                        .add("reason", answer.problem().orElseThrow().code()));
        return answer;
    }

    private static Sha256 digest(byte[] content) {
        try {
            return new Sha256(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
