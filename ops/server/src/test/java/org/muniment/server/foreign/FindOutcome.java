package org.muniment.server.foreign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.Tag;
import org.muniment.dicom.Value;

/**
 * What an archive made of one query.
 *
 * @param success whether the final status was Success
 * @param answers by what they are an answer about: attribute values by keyword. Text is compared as text, so Specific Character Set, in
 *     which archives may differ, is not among them
 */
record FindOutcome(boolean success, Map<String, Map<String, String>> answers) {

    static FindOutcome of(FindScu.Answers answers) throws IOException {
        Map<String, Map<String, String>> byEntity = new TreeMap<>();
        for (Path file : answers.files()) {
            Attributes answer = DicomReader.readFile(file).dataSet();
            String entity = entity(answer);
            while (byEntity.containsKey(entity)) entity += " again";
            byEntity.put(entity, values(answer));
        }
        return new FindOutcome(answers.success(), byEntity);
    }

    private static String entity(Attributes answer) {
        String level = answer.getString(Tag.QueryRetrieveLevel, "");
        return switch (level) {
            case "STUDY" -> answer.getString(Tag.StudyInstanceUID, "");
            case "SERIES" -> answer.getString(Tag.SeriesInstanceUID, "");
            case "IMAGE" -> answer.getString(Tag.SOPInstanceUID, "");
            default -> answer.getString(Tag.PatientID, "") + " " + answer.getString(Tag.PatientName, "");
        };
    }

    private static Map<String, String> values(Attributes answer) {
        Map<String, String> values = new TreeMap<>();
        for (Attributes.Element e : answer.elements()) {
            if (e.tag() == Tag.SpecificCharacterSet) continue;
            String value = e.value() instanceof Value.Items items
                    ? items.items().stream().map(FindOutcome::values).toList().toString()
                    : String.join("\\", answer.getStrings(e.tag()));
            values.put(ElementDictionary.keywordOf(e.tag()), value);
        }
        return values;
    }

    /** What is different in {@code ours}, each kind of difference once with the number of answers it is in. */
    Set<String> differencesTo(FindOutcome ours) {
        Set<String> differences = new TreeSet<>();
        if (success != ours.success) differences.add(ours.success ? "answered" : "refused");
        long more = count(ours.answers, answers);
        long fewer = count(answers, ours.answers);
        if (more > 0) differences.add(more + " more");
        if (fewer > 0) differences.add(fewer + " fewer");
        Map<String, Long> ofAttributes = answers.keySet().stream()
                .filter(ours.answers::containsKey)
                .flatMap(entity -> differences(answers.get(entity), ours.answers.get(entity)))
                .collect(Collectors.groupingBy(d -> d, TreeMap::new, Collectors.counting()));
        ofAttributes.forEach((difference, times) -> differences.add(difference + " in " + times));
        return differences;
    }

    private static long count(Map<String, ?> in, Map<String, ?> butNotIn) {
        return in.keySet().stream()
                .filter(entity -> !butNotIn.containsKey(entity))
                .count();
    }

    private static Stream<String> differences(Map<String, String> theirs, Map<String, String> ours) {
        List<String> found = new ArrayList<>();
        Set<String> keywords = new TreeSet<>(theirs.keySet());
        keywords.addAll(ours.keySet());
        for (String keyword : keywords) {
            if (!theirs.containsKey(keyword)) found.add(keyword + " added");
            else if (!ours.containsKey(keyword)) found.add(keyword + " left out");
            else if (!theirs.get(keyword).equals(ours.get(keyword))) found.add(keyword + " other");
        }
        return found.stream();
    }
}
