package org.muniment.hl7;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.muniment.archive.message.MessageAnswer;
import org.muniment.archive.message.MessageAnswer.Problem;

/** Writes what the sender of a message is answered: ACK with MSH, MSA and, where something is wrong, ERR (HL7 2.5.1, 2.9 and 2.15.5). */
public final class Acknowledgement {

    /** For senders whose separators are not known. */
    private static final String USUAL_SEPARATORS = "|^~\\&";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final String OUR_APPLICATION = "MUNIMENT";

    private Acknowledgement() {}

    /**
     * @param asked empty where what came has no MSH
     * @param controlId MSH-10 of the acknowledgement
     * @return Latin-1, in which the asking header was read byte by byte
     */
    public static byte[] write(
            Optional<MessageHeader> asked, MessageAnswer answer, String controlId, LocalDateTime now) {
        String separators = asked.map(MessageHeader::separators)
                .filter(s -> s.length() >= 5)
                .orElse(USUAL_SEPARATORS);
        Writer out = new Writer(separators);
        header(out, separators, asked, controlId, now);
        boolean err = asked.map(MessageHeader::isSince25).orElse(true);
        out.segment(
                "MSA",
                answer.code().name(),
                asked.map(MessageHeader::controlId).orElse(""),
                err ? "" : out.text(answer.problem().map(Problem::text).orElse("")));
        answer.problem().ifPresent(problem -> error(out, problem, err));
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void header(
            Writer out, String separators, Optional<MessageHeader> asked, String controlId, LocalDateTime now) {
        String event = asked.map(MessageHeader::event).orElse("");
        out.segment(
                "MSH",
                separators.substring(1),
                asked.map(MessageHeader::receivingApplication)
                        .filter(s -> !s.isEmpty())
                        .orElse(OUR_APPLICATION),
                asked.map(MessageHeader::receivingFacility).orElse(""),
                asked.map(MessageHeader::sendingApplication).orElse(""),
                asked.map(MessageHeader::sendingFacility).orElse(""),
                now.format(TIME),
                "",
                event.isEmpty() ? "ACK" : "ACK" + separators.charAt(1) + event,
                controlId,
                asked.map(MessageHeader::processingId).filter(s -> !s.isEmpty()).orElse("P"),
                asked.map(MessageHeader::version).filter(s -> !s.isEmpty()).orElse("2.5.1"));
    }

    /** Before 2.5 all was in ERR-1, an ELD; since then the place is ERR-2, the condition ERR-3 and our own code ERR-5. */
    private static void error(Writer out, Problem problem, boolean since25) {
        char component = out.component;
        char subcomponent = out.subcomponent;
        String place = problem.segment().isEmpty()
                ? ""
                : problem.segment()
                        + component
                        + problem.sequence()
                        + (problem.field() > 0 ? component + "" + problem.field() : "");
        if (!since25) {
            out.segment(
                    "ERR",
                    (place.isEmpty() ? "" + component + component : problem.field() > 0 ? place : place + component)
                            + component
                            + problem.condition()
                            + subcomponent
                            + out.text(problem.conditionText())
                            + subcomponent
                            + "HL70357");
            return;
        }
        if (problem.component() > 0 && problem.field() > 0) place += component + "1" + component + problem.component();
        out.segment(
                "ERR",
                "",
                place,
                problem.condition() + component + out.text(problem.conditionText()) + component + "HL70357",
                "E",
                out.text(problem.code()),
                "",
                "",
                out.text(problem.text()));
    }

    private static final class Writer {
        private final StringBuilder out = new StringBuilder();
        private final String separators;
        private final char component;
        private final char subcomponent;

        Writer(String separators) {
            this.separators = separators;
            this.component = separators.charAt(1);
            this.subcomponent = separators.charAt(4);
        }

        void segment(String name, String... fields) {
            StringBuilder line = new StringBuilder(name);
            for (String field : fields) line.append(separators.charAt(0)).append(field);
            int end = line.length();
            while (line.charAt(end - 1) == separators.charAt(0)) end--;
            out.append(line, 0, end).append('\r');
        }

        /** Our own words: ASCII without separators, so that nothing needs escaping. */
        String text(String words) {
            StringBuilder plain = new StringBuilder();
            words.chars().forEach(c -> plain.append(c < ' ' || c > '~' || separators.indexOf(c) >= 0 ? ' ' : (char) c));
            return plain.toString();
        }

        @Override
        public String toString() {
            return out.toString();
        }
    }
}
