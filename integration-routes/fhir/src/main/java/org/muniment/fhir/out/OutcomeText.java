package org.muniment.fhir.out;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.StringType;

/**
 * What another server says of a failure, and where it sees it. Not in its own words, which may quote the patient's data: the reason of a failure
 * gets into logs. Its OperationOutcome is read as one of R4, as which those of R5 can be read too.
 */
final class OutcomeText {

    private static final int LONGEST = 500;

    /** A path of element names, without literals to compare with. */
    private static final Pattern PLACE = Pattern.compile("[A-Za-z]+([./:][A-Za-z]+|\\[[0-9]+]|\\(\\))*");

    private OutcomeText() {}

    /** Begins with a colon, or is empty where the answer is no OperationOutcome. */
    static String of(String answer) {
        List<String> texts = issues(answer).stream()
                .map(OutcomeText::of)
                .filter(text -> !text.isEmpty())
                .toList();
        String all = String.join("; ", texts);
        if (all.isEmpty()) return "";
        return ": " + (all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all);
    }

    private static String of(OperationOutcome.OperationOutcomeIssueComponent issue) {
        Stream<String> codes = Stream.of(issue.getSeverity(), issue.getCode())
                .filter(Objects::nonNull)
                .map(code -> code.toString().toLowerCase(Locale.ROOT));
        Stream<String> places = Stream.concat(issue.getExpression().stream(), issue.getLocation().stream())
                .map(StringType::getValue)
                .filter(place -> place != null && PLACE.matcher(place).matches());
        return Stream.concat(codes, places).collect(Collectors.joining(" "));
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
