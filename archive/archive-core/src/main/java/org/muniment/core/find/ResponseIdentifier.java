package org.muniment.core.find;

import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/**
 * Writes an answer (PS3.4 C.4.1.1.3.2): each key the archive keeps for the entity's level or above, of zero length where this entity
 * has no value; keys it does not keep are left out, as C.2.2.1.3 demands.
 */
final class ResponseIdentifier {

    private final Query query;
    private final String retrieveAeTitle;
    private final List<Attributes.Element> kept;

    ResponseIdentifier(Query query, String retrieveAeTitle) {
        this.query = query;
        this.retrieveAeTitle = retrieveAeTitle;
        this.kept = query.keys().elements().stream()
                .filter(key -> isKept(key.tag(), query.level()))
                .toList();
    }

    /** @param rows the entity's row and those above it, in UTF-8, computed attributes among them */
    Attributes of(List<Attributes> rows) {
        Attributes answer = new Attributes();
        for (Attributes.Element key : kept) answer.put(selected(key, rows));
        ResponseCharacterSet.apply(answer, query.characterSet());
        answer.setString(Tag.QueryRetrieveLevel, VR.CS, query.level().name());
        answer.setString(Tag.RetrieveAETitle, VR.AE, retrieveAeTitle);
        return answer;
    }

    private static boolean isKept(int tag, QueryLevel asked) {
        if (tag == Tag.InstanceAvailability) return asked != QueryLevel.PATIENT;
        QueryLevel computed = ComputedKeys.LEVELS.get(tag);
        if (computed != null) return !asked.isAbove(computed);
        for (QueryLevel level : QueryLevel.values()) {
            if (!asked.isAbove(level) && level.attributes().contains(tag)) return true;
        }
        return false;
    }

    private Attributes.Element selected(Attributes.Element key, List<Attributes> rows) {
        for (Attributes row : rows) {
            if (row.contains(key.tag())) return SequenceSelection.of(key, row.get(key.tag()), query.criteria());
        }
        return SequenceSelection.empty(key);
    }
}
