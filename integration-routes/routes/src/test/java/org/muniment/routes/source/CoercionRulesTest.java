package org.muniment.routes.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.core.coerce.AttributePath;
import org.muniment.core.coerce.Coerced;
import org.muniment.core.coerce.Orders;
import org.muniment.core.coerce.Reason;
import org.muniment.core.coerce.Sender;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

class CoercionRulesTest {

    private static final Sender SENDER = new Sender("CT2", UID.CTImageStorage);

    /** Each row: what the data set says, a rule, and what it says then; all else must stay. */
    @ParameterizedTest
    @CsvFileSource(resources = "coercion.csv", delimiter = '|', quoteCharacter = '`', numLinesToSkip = 1)
    void shouldChangeWhatTheRuleSaysAndNothingElse(String given, String rule, String expected) {
        Attributes dataSet = dataSet(given);
        Attributes before = dataSet.copy();

        Coerced coerced =
                CoercionReader.parse("coerce: [" + rule + "]").apply(dataSet, SENDER, CoercionRulesTest::order);

        assertThat(dataSet).as("the given data set stays").isEqualTo(before);
        assertThat(texts(coerced.dataSet())).isEqualTo(texts(dataSet(expected)));
        assertThat(coerced.isChanged()).isEqualTo(!given.equals(expected));
        if (coerced.isChanged()) assertThat(restored(coerced)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{set: {StudyInstanceUID: '1.2'}}                       | it identifies the instance",
                "{remove: [SOPClassUID]}                                | it identifies the instance",
                "{copy: {from: StudyID, to: SOPInstanceUID}}            | it identifies the instance",
                "{set: {Rows: '1'}}                                     | how the pixel data are to be read",
                "{remove: PixelData}                                    | not an attribute of the header",
                "{set: {SpecificCharacterSet: ISO_IR 100}}              | it follows from the text",
                "{set: {'OriginalAttributesSequence[1].ModifyingSystem': x}} | the record of coercion",
                "{remove: '(0009,1010)'}                                  | is not a tag of PS3.6",
                "{set: {PatientId: x}}                                  | 'PatientId' is not a keyword",
                "{set: {'PatientName[1]': x}}                             | ends with an item",
                "{set: {PatientName.PatientID: x}}                      | PatientName is not a sequence",
                "{set: {Modality: computed}}                            | not a valid CS",
                "{set: {StudyDate: '20260230'}}                         | not a valid DA",
                "{set: {PixelSpacing: [0.5, half]}}                     | not a valid DS",
                "{set: {ProcedureCodeSequence: x}}                      | can't be given as text",
                "{set: {PatientID: x}, remove: [PatientName]}           | a rule does one of",
                "{rule: nothing}                                        | a rule does one of",
                "{sett: {PatientID: x}}                                 | unknown key sett",
                "{replace: {attribute: PatientID, pattern: '(', with: ''}} | the pattern is wrong",
                "{replace: {attribute: PatientID, pattern: '(a)(?=b)', with: ''}} | the pattern is wrong",
                "{replace: {attribute: PatientID, pattern: '(a)', with: '$2'}} | names group 2, the pattern has 1",
                "{replace: {attribute: PatientID, pattern: a}}          | with is missing",
                "{map: {attribute: Modality, table: {CT: ct}}}          | Modality: a value is not a valid CS",
                "{map: {attribute: Modality}}                           | table is not a mapping",
                "{when: {modality: {like: CT}}, remove: PatientID}      | unknown key like",
                "{when: {sopClass: Tomography}, remove: PatientID}      | not the keyword of a SOP class",
                "{when: {PatientAgee: {empty: true}}, remove: PatientID} | 'PatientAgee' is not a keyword",
                "{reason: fun, remove: PatientID}                       | reason is 'fun'",
                "{supplement: {fromOrder: []}}                          | names no attribute",
                "{supplement: {fromOrder: [StudyInstanceUID]}}          | it identifies the instance",
            })
    void shouldRefuseAtLoadWhatCanNeverBeRight(String rule, String problem) {
        assertThatThrownBy(() -> CoercionReader.parse("coerce: [" + rule + "]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void shouldLetEachRuleSeeWhatThoseBeforeItDid() {
        Coerced coerced = CoercionReader.parse(
                        """
                        coerce:
                          - copy: {from: PatientID, to: OtherPatientNames}
                          - rule: prefix
                            reason: correct
                            replace: {attribute: PatientID, pattern: '^', with: 'N-'}
                          - when: {PatientID: {matches: 'N-.*'}}
                            set: {IssuerOfPatientID: NORTH}
                        """)
                .apply(dataSet("PatientID=7"), SENDER, Orders.NONE);

        assertThat(texts(coerced.dataSet()))
                .isEqualTo(texts(dataSet("OtherPatientNames=7,PatientID=N-7,IssuerOfPatientID=NORTH")));
        assertThat(coerced.changes())
                .extracting(Object::toString)
                .containsExactly("rule 1: OtherPatientNames", "prefix: PatientID", "rule 3: IssuerOfPatientID");
        assertThat(coerced.originals()).containsOnlyKeys(Reason.COERCE, Reason.CORRECT);
        assertThat(coerced.originals().get(Reason.CORRECT).getString(Tag.PatientID))
                .isEqualTo("7");
        assertThat(coerced.originals().get(Reason.COERCE).contains(Tag.IssuerOfPatientID))
                .as("what was added is recorded as having had no value")
                .isTrue();
    }

    @Test
    void shouldTurnTheWholeDataSetIntoUtf8ForTextItsCharacterSetLacks() {
        Attributes dataSet = dataSet("SpecificCharacterSet=ISO_IR 100,PatientName=Müller^Jürgen");
        Attributes item = new Attributes();
        item.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 101");
        item.setString(Tag.CodeMeaning, VR.LO, "Žena");
        dataSet.setItems(Tag.ProcedureCodeSequence, item);

        Coerced coerced = CoercionReader.parse("coerce: [{set: {ReferringPhysicianName: 'Живаго^Юрий'}}]")
                .apply(dataSet, SENDER, Orders.NONE);

        Attributes now = coerced.dataSet();
        assertThat(now.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
        assertThat(now.getString(Tag.PatientName)).isEqualTo("Müller^Jürgen");
        assertThat(now.getString(Tag.ReferringPhysicianName)).isEqualTo("Живаго^Юрий");
        assertThat(now.getItem(Tag.ProcedureCodeSequence).getString(Tag.CodeMeaning))
                .isEqualTo("Žena");
        assertThat(now.getItem(Tag.ProcedureCodeSequence).contains(Tag.SpecificCharacterSet))
                .isFalse();
        assertThat(coerced.originals().get(Reason.COERCE).getString(Tag.SpecificCharacterSet))
                .as("the originals are read as they were written")
                .isEqualTo("ISO_IR 100");
    }

    @Test
    void shouldLeaveOutTextTheCharacterSetLacksWhereTheRuleWantsThat() {
        Attributes dataSet = dataSet("SpecificCharacterSet=ISO_IR 100,PatientName=Müller");

        Coerced coerced = CoercionReader.parse(
                        "coerce: [{keepCharacterSet: true, set: {ReferringPhysicianName: Живаго}}]")
                .apply(dataSet, SENDER, Orders.NONE);

        assertThat(coerced.isChanged()).isFalse();
        assertThat(coerced.problems())
                .containsExactly(
                        "rule 1: ReferringPhysicianName is left as it is: a value is not in the data set's character set");
    }

    @Test
    void shouldDeclareTheCharacterSetOfASourceThatForgetsTo() {
        Attributes latin = dataSet("SpecificCharacterSet=ISO_IR 100,PatientName=Müller");
        latin.remove(Tag.SpecificCharacterSet);

        var coercion = CoercionReader.parse("defaultCharacterSet: ISO_IR 100");

        assertThat(coercion.apply(latin, SENDER, Orders.NONE).dataSet().getString(Tag.SpecificCharacterSet))
                .isEqualTo("ISO_IR 100");
        assertThat(coercion.apply(dataSet("PatientName=Miller"), SENDER, Orders.NONE)
                        .isChanged())
                .as("ASCII needs none")
                .isFalse();
        assertThatThrownBy(() -> CoercionReader.parse("defaultCharacterSet: latin1"))
                .hasMessageContaining("defaultCharacterSet is 'latin1'");
    }

    /** What makes backtracking engines take ages. */
    @Test
    void shouldTakeTimeInProportionToTheValueWhateverThePattern() {
        String value = "a".repeat(10_000);
        Coerced coerced = CoercionReader.parse(
                        "coerce: [{replace: {attribute: PatientComments, pattern: '(a+)+$|(a|a)*b', with: x}}]")
                .apply(dataSet("PatientComments=" + value + "!"), SENDER, Orders.NONE);
        assertThat(coerced.isChanged()).isFalse();
    }

    /** The order of accession A1. */
    private static Optional<Attributes> order(Attributes dataSet) {
        if (!"A1".equals(dataSet.getString(Tag.AccessionNumber))) return Optional.empty();
        return Optional.of(dataSet("SpecificCharacterSet=ISO_IR 192,PatientID=O1,PatientName=Order^Patient,"
                + "RequestAttributesSequence/RequestedProcedureID=RP1"));
    }

    /** With the originals put back. */
    private static Attributes restored(Coerced coerced) {
        Attributes back = coerced.dataSet().copy();
        coerced.originals().values().forEach(item -> item.elements().forEach(element -> {
            if (item.containsValue(element.tag())) back.put(element);
            else back.remove(element.tag());
        }));
        return back;
    }

    /** {@code Keyword=value\value,Sequence/Keyword=value}; each mention of a sequence continues its only item. */
    private static Attributes dataSet(String text) {
        Attributes dataSet = new Attributes();
        for (String assignment : text.split(",")) {
            String[] sides = assignment.split("=", 2);
            String[] way = sides[0].strip().split("/");
            Attributes holder = dataSet;
            for (int i = 0; i < way.length - 1; i++) {
                int tag = ElementDictionary.find(way[i]).tag();
                if (holder.getItem(tag) == null) holder.setItems(tag, new Attributes());
                holder = holder.getItem(tag);
            }
            var entry = ElementDictionary.find(way[way.length - 1]);
            holder.setString(entry.tag(), entry.vr(), sides[1].strip().split("\\\\", -1));
        }
        return dataSet;
    }

    private static List<String> texts(Attributes dataSet) {
        return dataSet.elements().stream()
                .map(e -> ElementDictionary.keywordOf(e.tag())
                        + (e.vr() == VR.SQ
                                ? dataSet.getItems(e.tag()).stream()
                                        .map(CoercionRulesTest::texts)
                                        .toList()
                                        .toString()
                                : Arrays.stream(dataSet.getStrings(e.tag())).collect(Collectors.joining("\\"))))
                .toList();
    }

    @Test
    void shouldNameAttributesByKeywordOrTag() {
        assertThat(AttributePath.of("(0010,0020)")).hasToString("(0010,0020)");
        assertThat(CoercionReader.parse("coerce: [{remove: '00100020'}]")
                        .apply(dataSet("PatientID=7"), SENDER, Orders.NONE)
                        .dataSet()
                        .isEmpty())
                .isTrue();
    }
}
