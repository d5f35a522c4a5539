package org.muniment.dicom.net;

import java.util.EnumMap;
import java.util.Map;
import org.muniment.dicom.net.dimse.CommandField;

/**
 * The services a server performs. Null means not offered, and is answered 0122H (SOP class not supported); a normalized operation
 * that is not in the map is answered 0211H (unrecognized operation).
 */
public record DimseServices(
        EchoScp echo,
        StoreScp store,
        FindScp find,
        RetrieveScp move,
        RetrieveScp get,
        Map<CommandField, NormalizedScp> normalized) {

    public static final DimseServices NONE = new DimseServices(null, null, null, null, null, Map.of());

    public DimseServices {
        normalized = Map.copyOf(normalized);
    }

    /** C-ECHO alone. */
    public static DimseServices verification() {
        return NONE.withEcho(EchoScp.SUCCESS);
    }

    public DimseServices withEcho(EchoScp scp) {
        return new DimseServices(scp, store, find, move, get, normalized);
    }

    public DimseServices withStore(StoreScp scp) {
        return new DimseServices(echo, scp, find, move, get, normalized);
    }

    public DimseServices withFind(FindScp scp) {
        return new DimseServices(echo, store, scp, move, get, normalized);
    }

    public DimseServices withMove(RetrieveScp scp) {
        return new DimseServices(echo, store, find, scp, get, normalized);
    }

    public DimseServices withGet(RetrieveScp scp) {
        return new DimseServices(echo, store, find, move, scp, normalized);
    }

    /** @param operation one of the N- services */
    public DimseServices withNormalized(CommandField operation, NormalizedScp scp) {
        if (!operation.isNormalized()) throw new IllegalArgumentException(operation + " is not a DIMSE-N service");
        Map<CommandField, NormalizedScp> more = new EnumMap<>(CommandField.class);
        more.putAll(normalized);
        more.put(operation, scp);
        return new DimseServices(echo, store, find, move, get, more);
    }
}
