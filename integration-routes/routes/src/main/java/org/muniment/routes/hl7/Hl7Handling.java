package org.muniment.routes.hl7;

import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.message.JournaledMessage;
import org.muniment.archive.message.MessageAnswer;
import org.muniment.archive.message.MessageContent;
import org.muniment.archive.patient.Provenance;
import org.muniment.core.message.MessageHandling;
import org.muniment.hl7.Command;
import org.muniment.hl7.Hl7Message;
import org.muniment.hl7.Hl7Translation;
import org.muniment.hl7.MessageFault;
import org.muniment.hl7.SourceSettings;
import org.muniment.routes.source.Hl7Sender;
import org.muniment.routes.source.Source;
import org.muniment.routes.source.SourceRegistry;

/** HL7 v2 messages as the journal handles them: translated by the settings of their source, and put to the use cases. */
public final class Hl7Handling implements MessageHandling {

    private final SourceRegistry sources;
    private final CommandHandling commands;

    public Hl7Handling(SourceRegistry sources, CommandHandling commands) {
        this.sources = sources;
        this.commands = commands;
    }

    @Override
    public MessageAnswer process(JournaledMessage journaled) {
        try {
            Hl7Message message =
                    Hl7Message.parse(journaled.content().bytes(), settings(journaled), journaled.receivedAt());
            List<Command> asked = Hl7Translation.translate(message);
            commands.handle(asked, new Provenance(journaled.source(), journaled.controlId(), message.sentAt()));
            return MessageAnswer.ACCEPTED;
        } catch (RuntimeException e) {
            return Hl7Answers.to(e);
        }
    }

    @Override
    public String read(MessageContent content, JournaledMessage message) {
        return Hl7Message.text(content.bytes(), settings(message));
    }

    @Override
    public MessageContent write(String text, JournaledMessage message) {
        try {
            return new MessageContent(Hl7Message.bytes(text, settings(message)));
        } catch (MessageFault e) {
            throw new ArchiveException(ErrorCode.MALFORMED_DATA_SET, e.getMessage(), e);
        }
    }

    /** By the source's name: its file may have been put right since. */
    private SourceSettings settings(JournaledMessage message) {
        return sources.sources().stream()
                .filter(source -> source.name().equals(message.source()))
                .map(Source::hl7)
                .flatMap(Optional::stream)
                .map(Hl7Sender::settings)
                .findFirst()
                .orElse(SourceSettings.DEFAULT);
    }
}
