package org.muniment.core.message;

import org.muniment.archive.message.JournaledMessage;
import org.muniment.archive.message.MessageAnswer;
import org.muniment.archive.message.MessageContent;

/** How messages of a kind are understood; the edge they come by knows. For any number of threads. */
public interface MessageHandling {

    /**
     * Does what {@link JournaledMessage#content} asks for. Harmless when repeated, in part or whole.
     *
     * @return AA once all is done durably, else what is wrong; whatever fails is an answer
     */
    MessageAnswer process(JournaledMessage message);

    /** The content for people to read. */
    String read(MessageContent content, JournaledMessage message);

    /**
     * What a person made of it.
     *
     * @throws org.muniment.archive.error.ArchiveException MALFORMED_DATA_SET where the text is no message, or can't be written in the message's
     *     character set
     */
    MessageContent write(String text, JournaledMessage message);
}
