package org.muniment.core.patient;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.muniment.archive.index.QueryableAttributes;
import org.muniment.core.coerce.Utf8;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.PersonName;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/** Which of the patient's attributes are to say something else than they did, and what. */
final class Rewording {

    private final Attributes says;
    private final Set<Integer> changed = new TreeSet<>();

    /**
     * @param arrived what was said when it came
     * @param says what is to be said now
     */
    Rewording(Attributes arrived, Attributes says) {
        this.says = says;
        for (int tag : QueryableAttributes.PATIENT)
            if (!Objects.equals(arrived.get(tag), says.get(tag))) changed.add(tag);
        says.characterSet(); // worked out before many threads read it, which is not safe otherwise
    }

    static Rewording all(Attributes says) {
        return new Rewording(new Attributes(), says);
    }

    /** Whether there is nothing to put right. */
    boolean isEmpty() {
        return changed.isEmpty();
    }

    /** Equal for those that do the same. */
    String text() {
        byte[] all = DicomWriter.toBytes(new Attributes(says, changed), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        return changed + "\n" + new String(all, StandardCharsets.ISO_8859_1);
    }

    /**
     * Puts the patient's attributes right; all text becomes UTF-8 where its character set lacks a letter of them. Where that is not possible either,
     * what can't be written is left out, as what stands there is not true any more.
     */
    void applyTo(Attributes dataSet) {
        if (changed.isEmpty()) return;
        boolean hasAll = changed.stream().allMatch(tag -> isWritable(tag, dataSet));
        if (!hasAll && Utf8.isPossible(dataSet)) Utf8.convert(dataSet);
        for (int tag : changed) {
            if (says.contains(tag) && isWritable(tag, dataSet)) write(tag, dataSet);
            else dataSet.remove(tag);
        }
    }

    /**
     * As {@link #applyTo}, of the beginning of a data set the rest of which stays as it is: what its character set lacks is empty, but of a name the
     * alphabetic group suffices.
     */
    void applyInItsCharacterSet(Attributes beginning) {
        for (int tag : changed) {
            if (!says.contains(tag)) beginning.remove(tag);
            else if (isWritable(tag, beginning)) write(tag, beginning);
            else beginning.setString(tag, says.get(tag).vr(), alphabetic(tag, beginning));
        }
    }

    private void write(int tag, Attributes dataSet) {
        Attributes.Element element = says.get(tag);
        if (element.value() instanceof Value.Bytes bytes && element.vr().kind() != VR.Kind.TEXT)
            dataSet.setBytes(tag, element.vr(), bytes.bytes());
        else dataSet.setString(tag, element.vr(), says.getStrings(tag));
    }

    private String alphabetic(int tag, Attributes dataSet) {
        if (says.get(tag).vr() != VR.PN) return "";
        String name = PersonName.parse(says.getString(tag, "")).alphabetic().toString();
        return dataSet.characterSet().canEncode(name) ? name : "";
    }

    /** Sequences are never changed but removed. */
    private boolean isWritable(int tag, Attributes dataSet) {
        Attributes.Element element = says.get(tag);
        if (element == null || element.vr().kind() != VR.Kind.TEXT) return element == null || element.vr() != VR.SQ;
        for (String value : says.getStrings(tag)) if (!dataSet.characterSet().canEncode(value)) return false;
        return true;
    }
}
