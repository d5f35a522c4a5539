package org.muniment.core.patient;

import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.patient.Patient;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.NameKey;
import org.muniment.dicom.PersonName;
import org.muniment.dicom.Tag;

/** What tells people apart who have the same identifier. Texts are empty where nothing is known. */
record Person(String name, String birthDate, String sex) {

    static Person of(Attributes study) {
        return new Person(
                study.getString(Tag.PatientName, ""),
                study.getString(Tag.PatientBirthDate, ""),
                study.getString(Tag.PatientSex, ""));
    }

    static Person of(Patient patient) {
        return new Person(patient.name(), patient.birthDate(), patient.sex());
    }

    /** Names differ, and birth date or sex as well. One alone is a marriage, a misspelling or a slip of a finger. */
    boolean isClearlyNot(Person other) {
        return namesDiffer(other) && (differ(birthDate, other.birthDate) || differ(sex, other.sex));
    }

    private boolean namesDiffer(Person other) {
        Set<String> mine = familyAndGiven(name);
        Set<String> theirs = familyAndGiven(other.name);
        return !mine.isEmpty() && !theirs.isEmpty() && mine.stream().noneMatch(theirs::contains);
    }

    /** In each script; how senders fill the other components varies. */
    private static Set<String> familyAndGiven(String name) {
        return PersonName.parse(NameKey.of(name)).groups().stream()
                .map(group -> group.family() + "^" + group.given())
                .filter(text -> !text.equals("^"))
                .collect(Collectors.toSet());
    }

    private static boolean differ(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    /** The same for two spellings of one person. */
    String key() {
        return NameKey.of(name) + "\n" + birthDate + "\n" + sex;
    }
}
