package org.muniment.fhir.out;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome;

/** What another server says of a failure. Its OperationOutcome is read as one of R4, as which those of R5 can be read too. */
final class OutcomeText {

    private static final int LONGEST = 500;

    private OutcomeText() {}

    /** Begins with a colon, or is empty where the answer is no OperationOutcome. */
    static String of(String answer) {
        List<String> texts = issues(answer).stream()
                .flatMap(issue -> Stream.of(issue.getDetails().getText(), issue.getDiagnostics()))
                .filter(text -> text != null && !text.isBlank())
                .toList();
        String all = texts.stream().collect(Collectors.joining("; "));
        if (all.isEmpty()) return "";
        return ": " + (all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all);
    }

    private static List<OperationOutcome.OperationOutcomeIssueComponent> issues(String answer) {
        try {
            return FhirContext.forR4Cached()
                    .newJsonParser()
                    .parseResource(OperationOutcome.class, answer)
                    .getIssue();
        } catch (DataFormatException | ClassCastException e) {
            return List.of(); // an error page of something in between
        }
    }
}
