package org.muniment.dicom.net;

/** The services a server performs; null means not offered, and is answered 0122H (SOP class not supported). */
public record DimseServices(EchoScp echo, StoreScp store, FindScp find, RetrieveScp move, RetrieveScp get) {

    /** C-ECHO alone. */
    public static DimseServices verification() {
        return new DimseServices(EchoScp.SUCCESS, null, null, null, null);
    }

    public DimseServices withStore(StoreScp scp) {
        return new DimseServices(echo, scp, find, move, get);
    }

    public DimseServices withFind(FindScp scp) {
        return new DimseServices(echo, store, scp, move, get);
    }

    public DimseServices withMove(RetrieveScp scp) {
        return new DimseServices(echo, store, find, scp, get);
    }

    public DimseServices withGet(RetrieveScp scp) {
        return new DimseServices(echo, store, find, move, scp);
    }
}
