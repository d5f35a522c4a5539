package org.muniment.dicom.net;

/** Performs C-ECHO, PS3.4 Annex A. */
@FunctionalInterface
public interface EchoScp {

    EchoScp SUCCESS = association -> DimseStatus.SUCCESS;

    DimseStatus echo(AssociationInfo association);
}
