package org.muniment.routes.association;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.muniment.dicom.SopClasses;
import org.muniment.dicom.UID;
import org.muniment.routes.source.Permission;

/** Which of the archive's services an abstract syntax belongs to. */
enum SopClassKind {
    VERIFICATION,
    STORAGE,
    FIND,
    WORKLIST,
    RETRIEVE,
    COMMITMENT,
    PERFORMED_STEP,
    UNSUPPORTED;

    private static final String DICOM_ROOT = "1.2.840.10008.";
    /** All the standard has ever put here, retired and trial classes included, is storage of composite objects. */
    private static final String STORAGE_ROOT = DICOM_ROOT + "5.1.4.1.1.";

    private static final Pattern SYNTAX = Pattern.compile("(?=.{1,64}$)[0-9]+(\\.[0-9]+)+");

    private static final Map<String, SopClassKind> SERVICES = Map.ofEntries(
            Map.entry(UID.Verification, VERIFICATION),
            Map.entry(UID.PatientRootQueryRetrieveInformationModelFind, FIND),
            Map.entry(UID.StudyRootQueryRetrieveInformationModelFind, FIND),
            Map.entry(UID.PatientStudyOnlyQueryRetrieveInformationModelFind, FIND),
            Map.entry(UID.ModalityWorklistInformationModelFind, WORKLIST),
            Map.entry(UID.PatientRootQueryRetrieveInformationModelMove, RETRIEVE),
            Map.entry(UID.PatientRootQueryRetrieveInformationModelGet, RETRIEVE),
            Map.entry(UID.StudyRootQueryRetrieveInformationModelMove, RETRIEVE),
            Map.entry(UID.StudyRootQueryRetrieveInformationModelGet, RETRIEVE),
            Map.entry(UID.PatientStudyOnlyQueryRetrieveInformationModelMove, RETRIEVE),
            Map.entry(UID.PatientStudyOnlyQueryRetrieveInformationModelGet, RETRIEVE),
            Map.entry(UID.StorageCommitmentPushModel, COMMITMENT),
            Map.entry(UID.ModalityPerformedProcedureStep, PERFORMED_STEP),
            Map.entry(UID.ModalityPerformedProcedureStepRetrieve, PERFORMED_STEP));

    /** Listed as storage in PS3.4 B.5 or GG.3, but no patient's study: a study archive has no place for them. */
    private static final Set<String> WITHOUT_STUDY = Set.of(
            UID.MediaStorageDirectoryStorage,
            UID.HangingProtocolStorage,
            UID.ColorPaletteStorage,
            UID.GenericImplantTemplateStorage,
            UID.ImplantAssemblyTemplateStorage,
            UID.ImplantTemplateGroupStorage);

    /**
     * A class outside the DICOM root is somebody's own. It is taken as storage, as nearly all of them are and a neutral
     * archive does not choose.
     */
    static SopClassKind of(String abstractSyntax) {
        SopClassKind service = SERVICES.get(abstractSyntax);
        if (service != null) return service;
        if (WITHOUT_STUDY.contains(abstractSyntax)) return UNSUPPORTED;
        boolean storage = SopClasses.isStorage(abstractSyntax)
                || abstractSyntax.startsWith(STORAGE_ROOT)
                || !abstractSyntax.startsWith(DICOM_ROOT);
        return storage && SYNTAX.matcher(abstractSyntax).matches() ? STORAGE : UNSUPPORTED;
    }

    /** What a peer must be permitted to use this service as SCU. */
    Permission permission() {
        return switch (this) {
            case VERIFICATION -> Permission.ECHO;
            case STORAGE -> Permission.STORE;
            case FIND -> Permission.QUERY;
            case WORKLIST -> Permission.WORKLIST;
            case RETRIEVE -> Permission.RETRIEVE;
            case COMMITMENT -> Permission.COMMIT;
            case PERFORMED_STEP -> Permission.MPPS;
            case UNSUPPORTED -> throw new IllegalStateException("nobody may use what is not supported");
        };
    }
}
