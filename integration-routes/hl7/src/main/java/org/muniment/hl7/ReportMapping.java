package org.muniment.hl7;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.order.OrderNumbers;
import org.muniment.archive.patient.PatientUpdate;
import org.muniment.archive.report.Report;
import org.muniment.archive.report.Report.Finding;
import org.muniment.archive.report.Report.Status;
import org.muniment.hl7.MessageFault.Condition;

/** ORU^R01: a report (HL7 2.5.1 chapter 7; IHE RAD TF-2 4.28). Each OBR is one. */
final class ReportMapping {

    private static final String PDF_MAGIC = "%PDF";

    private final Hl7Message message;

    ReportMapping(Hl7Message message) {
        this.message = message;
    }

    List<Command> commands() {
        PatientUpdate patient = Hl7Translation.mapping(message).update(message.required("PID"));
        message.required("OBR");
        List<Command> commands = new ArrayList<>();
        commands.add(new Command.PatientChanged(patient));
        Set<List<String>> known = new HashSet<>();
        for (OrderGroup group : OrderGroup.of(message)) {
            if (group.any("OBR").isEmpty()) continue;
            report(group, patient).ifPresent(report -> {
                requireDistinct(known, report, group);
                commands.add(new Command.ReportReceived(report));
            });
        }
        return commands;
    }

    /** One that is known by the same as another would take its place. Text and document of one report may come apart. */
    private static void requireDistinct(Set<List<String>> known, Report report, OrderGroup group) {
        if (report.knownBy().isEmpty()) return;
        String name = report.knownBy().get();
        boolean text = report.findings().isEmpty() || known.add(List.of(name, "text"));
        boolean document = report.document().isEmpty() || known.add(List.of(name, "document"));
        if (!text || !document)
            throw new MessageFault(
                    Condition.DUPLICATE_KEY_IDENTIFIER,
                    group.any("OBR").get(0).at(3),
                    "nothing tells this report from one before it");
    }

    /** Empty where there is nothing to report yet. */
    private Optional<Report> report(OrderGroup group, PatientUpdate patient) {
        Segment obr = group.any("OBR").get(0);
        Optional<Status> status = status(obr);
        if (status.isEmpty()) return Optional.empty();
        List<Segment> observations = group.any("OBX");
        List<Finding> findings = new ArrayList<>();
        Optional<Report.Document> document = Optional.empty();
        for (Segment obx : observations) {
            if (isReference(obx)) continue;
            if (obx.get(2).equals("ED")) {
                if (document.isPresent())
                    throw new MessageFault(
                            Condition.SEGMENT_SEQUENCE_ERROR,
                            obx.at(5),
                            "no more than one document of an OBR is taken");
                document = pdf(obx);
            } else finding(obx).ifPresent(findings::add);
        }
        if (findings.isEmpty() && document.isEmpty()) throw MessageFault.missing(new FieldPath("OBX", 1, 5, 0));
        return Optional.of(new Report(
                patient,
                numbers(group),
                uid(observations, "113014", "Study Instance UID", StudyInstanceUid::new)
                        .or(() -> OrderMapping.study(group)),
                uid(observations, "112002", "Series Instance UID", SeriesInstanceUid::new),
                uid(observations, "", "SR Instance UID", SopInstanceUid::new),
                group.coded("OBR", 4),
                status.get(),
                findings,
                document,
                verifier(obr),
                message.at(Timestamp.of(obr, 22, 1)
                        .or(() -> Timestamp.of(obr, 7, 1))
                        .or(() -> Timestamp.parse(message.header().timestamp(), FieldPath.of("MSH", 7))))));
    }

    private static OrderNumbers numbers(OrderGroup group) {
        try {
            return OrderMapping.numbers(group);
        } catch (MessageFault none) {
            return new OrderNumbers(OrderNumbers.NONE.placer(), OrderNumbers.NONE.filler(), AccessionNumber.NONE, "");
        }
    }

    /** OBR-25, HL7 table 0123; empty for an order without a result. */
    private static Optional<Status> status(Segment obr) {
        return switch (obr.get(25)) {
            case "F", "" -> Optional.of(Status.FINAL);
            case "C", "M" -> Optional.of(Status.CORRECTED);
            case "P", "R", "A" -> Optional.of(Status.PRELIMINARY);
            case "O", "S", "I" -> Optional.empty();
            default -> throw new MessageFault(
                    Condition.TABLE_VALUE_NOT_FOUND, obr.at(25), "this result status is not taken");
        };
    }

    /** An NDL, as {@link Names#performer}; senders before 2.3 and many after put a CNN's parts in its first component. */
    private static String verifier(Segment obr) {
        return Names.performer(obr, 32);
    }

    private static boolean isReference(Segment obx) {
        return is(obx, "113014", "Study Instance UID")
                || is(obx, "112002", "Series Instance UID")
                || is(obx, "", "SR Instance UID");
    }

    private static boolean is(Segment obx, String code, String text) {
        return !code.isEmpty() && obx.get(3).equals(code) && obx.get(3, 3).equals("DCM")
                || obx.get(3, 2).equalsIgnoreCase(text);
    }

    private static <U> Optional<U> uid(List<Segment> observations, String code, String text, Function<String, U> uid) {
        return observations.stream()
                .filter(obx -> is(obx, code, text))
                .findFirst()
                .map(obx -> {
                    try {
                        return uid.apply(obx.get(5));
                    } catch (ArchiveException e) {
                        throw new MessageFault(Condition.DATA_TYPE_ERROR, obx.at(5), obx.at(5) + " is not a UID");
                    }
                });
    }

    /** OBX-5 as ED: source, type, subtype, encoding, data. */
    private static Optional<Report.Document> pdf(Segment obx) {
        if (!obx.get(5, 3).equalsIgnoreCase("PDF") && !obx.get(5, 2).equalsIgnoreCase("PDF"))
            throw new MessageFault(Condition.TABLE_VALUE_NOT_FOUND, obx.at(5, 3), "no document but PDF is taken");
        if (!obx.get(5, 4).equalsIgnoreCase("Base64"))
            throw new MessageFault(Condition.TABLE_VALUE_NOT_FOUND, obx.at(5, 4), "no encoding but Base64 is taken");
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(obx.get(5, 5));
            if (bytes.length < PDF_MAGIC.length()
                    || !new String(bytes, 0, 4, java.nio.charset.StandardCharsets.ISO_8859_1).equals(PDF_MAGIC))
                throw new MessageFault(Condition.DATA_TYPE_ERROR, obx.at(5, 5), "the document is no PDF");
            return Optional.of(new Report.Document(bytes));
        } catch (IllegalArgumentException e) {
            throw new MessageFault(Condition.DATA_TYPE_ERROR, obx.at(5, 5), "the document is not Base64");
        }
    }

    private static Optional<Finding> finding(Segment obx) {
        boolean coded = obx.get(2).matches("CE|CWE|CNE|CF");
        CodedText value = coded ? OrderGroup.coded(obx, 5) : new CodedText("", "", text(obx));
        if (value.isEmpty()) return Optional.empty();
        return Optional.of(new Finding(OrderGroup.coded(obx, 3), value, obx.get(6)));
    }

    /** Repetitions are lines; the formatting commands of FT (HL7 2.5.1, 2.7.4) that break lines do so. */
    private static String text(Segment obx) {
        StringBuilder text = new StringBuilder();
        for (int repetition = 0; repetition < obx.repetitions(5); repetition++) {
            if (repetition > 0) text.append('\n');
            text.append(obx.get(5, repetition, 1, 1));
        }
        return text.toString().replaceAll("\\\\\\.(br|sp)\\\\", "\n").strip();
    }
}
