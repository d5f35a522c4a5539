package org.muniment.core.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muniment.core.find.SampleArchive.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;

/** Thousands of random queries over a random archive have to give what {@link ReferenceMatcher}, which looks at everything, gives. */
class FindAgainstReferenceTest {

    private static final int QUERIES = 2000;

    private final Random random = new Random(20240229);
    private final SampleArchive archive = new SampleArchive();
    private final FindService find = new FindService(archive.index, new FindConfig("M", 1_000_000));

    /** Values that occur, by attribute; queries are made of them, of parts of them and of others. */
    private static final Map<String, List<String>> POOLS = new TreeMap<>(Map.of(
            "PatientName",
                    List.of("Doe^Ann", "doe^Anna", "Döe^Anne^M", "Roe^Max", "Röhl^Mäx", "O'Hara^Scarlett", "Doerr"),
            "StudyDate", List.of("20231231", "20240101", "20240115", "20240229", "20240301", "20250101"),
            "StudyTime", List.of("000000", "081500", "093000", "120000", "235959"),
            "StudyDescription", List.of("Brain", "brain", "Knee left", "Knee right", "Thorax a.p."),
            "SeriesDescription", List.of("t1 ax", "t2 ax", "T2 cor", "loc"),
            "SeriesNumber", List.of("1", "02", "3", "10"),
            "Modality", List.of("CT", "MR", "SR", "US"),
            "InstanceNumber", List.of("1", "2", "3"),
            "ImageComments", List.of("good", "poor", "motion?")));

    private void fill() {
        for (int p = 0; p < 30; p++) {
            String id = "ID" + p % 22;
            String name = some("PatientName");
            for (int s = 0, studies = 1 + random.nextInt(3); s < studies; s++) {
                List<String> study = new ArrayList<>(List.of(
                        "StudyInstanceUID=1." + p + "." + s,
                        "PatientID=" + id,
                        "PatientName=" + name,
                        "IssuerOfPatientID=I" + p / 22,
                        "AccessionNumber=A" + random.nextInt(50)));
                for (String keyword : List.of("StudyDate", "StudyTime", "StudyDescription")) maybe(study, keyword);
                addSeries(row(study.toArray(String[]::new)), "1." + p + "." + s);
            }
        }
    }

    private void addSeries(Attributes study, String uid) {
        Set<String> modalities = new TreeSet<>();
        for (int e = 0, series = 1 + random.nextInt(3); e < series; e++) {
            String modality = some("Modality");
            modalities.add(modality);
            List<String> row = new ArrayList<>(List.of("SeriesInstanceUID=" + uid + "." + e, "Modality=" + modality));
            maybe(row, "SeriesDescription");
            maybe(row, "SeriesNumber");
            Attributes ofSeries = row(row.toArray(String[]::new));
            for (int i = 0, instances = 1 + random.nextInt(4); i < instances; i++) {
                List<String> instance = new ArrayList<>(List.of("SOPInstanceUID=" + uid + "." + e + "." + i));
                maybe(instance, "InstanceNumber");
                maybe(instance, "ImageComments");
                archive.add(study, modalities, ofSeries, row(instance.toArray(String[]::new)));
            }
        }
    }

    private String some(String keyword) {
        List<String> pool = POOLS.get(keyword);
        return pool.get(random.nextInt(pool.size()));
    }

    private void maybe(List<String> row, String keyword) {
        if (random.nextInt(8) > 0) row.add(keyword + "=" + some(keyword));
    }

    @Test
    void shouldFindWhatAScanOfEverythingFinds() {
        fill();
        int answered = 0;
        int withResults = 0;
        int refused = 0;
        for (int q = 0; q < QUERIES; q++) {
            QueryLevel level = QueryLevel.values()[random.nextInt(4)];
            Attributes identifier = row(randomKeys(level).toArray(String[]::new));
            Query query = Query.fromIdentifier(level, QueryRoot.PATIENT, identifier, QueryOptions.RELATIONAL);
            try {
                Set<String> found = run(query);
                Set<String> expected = new ReferenceMatcher(archive.entries, level, identifier).uniqueKeys();
                assertThat(found)
                        .as("query %d at %s: %s", q, level, text(identifier))
                        .isEqualTo(expected);
                answered++;
                if (!found.isEmpty()) withResults++;
            } catch (ArchiveException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.UNBOUNDED_QUERY);
                refused++;
            }
        }
        assertThat(answered).as("answered").isGreaterThan(QUERIES / 2);
        assertThat(withResults).as("not empty").isGreaterThan(QUERIES / 5);
        assertThat(refused).as("refused").isPositive();
    }

    private Set<String> run(Query query) {
        Set<String> found = new TreeSet<>();
        try (FindResults results = find.find(query)) {
            while (results.hasNext()) {
                Attributes answer = results.next();
                String key = ReferenceMatcher.uniqueKey(query.level(), answer, answer);
                assertThat(found.add(key)).as("%s answered once", key).isTrue();
            }
        }
        return found;
    }

    private List<String> randomKeys(QueryLevel level) {
        Map<String, String> keys = new TreeMap<>();
        keys.put("IssuerOfPatientID", "");
        keys.put("PatientID", random.nextInt(3) == 0 ? pick("ID" + random.nextInt(22), "ID1*", "*", "ID1\\ID2") : "");
        keys.put(uniqueKeyword(level), "");
        if (random.nextInt(4) == 0) keys.put("StudyInstanceUID", uid(2));
        if (random.nextInt(6) == 0) keys.put("SeriesInstanceUID", uid(3));
        if (random.nextInt(6) == 0) keys.put("SOPInstanceUID", uid(4));
        if (random.nextInt(4) == 0) keys.put("AccessionNumber", pick("A" + random.nextInt(50), "A1\\A2\\A3", "A?"));
        if (random.nextInt(3) == 0) keys.put("ModalitiesInStudy", pick(some("Modality"), "C*", "MR\\US"));
        for (String keyword : POOLS.keySet()) if (random.nextInt(5) == 0) keys.put(keyword, randomKey(keyword));
        return keys.entrySet().stream()
                .map(k -> k.getKey() + "=" + k.getValue())
                .toList();
    }

    private static String uniqueKeyword(QueryLevel level) {
        return ElementDictionary.keywordOf(level.uniqueKey());
    }

    private String uid(int depth) {
        StringBuilder uids = new StringBuilder();
        for (int n = 0, many = 1 + random.nextInt(3); n < many; n++) {
            uids.append(n == 0 ? "" : "\\").append("1.").append(random.nextInt(30));
            for (int d = 1; d < depth; d++) uids.append('.').append(random.nextInt(2));
        }
        return uids.toString();
    }

    private String randomKey(String keyword) {
        String value = some(keyword);
        String other = some(keyword);
        switch (ElementDictionary.find(keyword).vr()) {
            case DA, TM -> {
                String from = value.compareTo(other) < 0 ? value : other;
                String to = value.compareTo(other) < 0 ? other : value;
                return pick(value, from + "-" + to, value + "-", "-" + value, from + "-" + to);
            }
            case IS -> {
                return pick(value, "0" + value, value + "\\" + other, "99");
            }
            default -> {
                int cut = 1 + random.nextInt(value.length());
                String swapped = value.substring(0, cut - 1) + "?" + value.substring(cut);
                return pick(
                        value,
                        value.substring(0, cut) + "*",
                        "*" + value.substring(cut - 1),
                        swapped,
                        value.toUpperCase(),
                        value + "\\" + other,
                        "*" + value.charAt(cut - 1) + "*",
                        "*");
            }
        }
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String text(Attributes identifier) {
        return identifier.elements().stream()
                .map(e ->
                        ElementDictionary.keywordOf(e.tag()) + "=" + String.join("\\", identifier.getStrings(e.tag())))
                .collect(Collectors.joining(", "));
    }
}
