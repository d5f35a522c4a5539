package org.muniment.camel.dicom;

import java.util.List;
import org.muniment.dicom.UID;

/** What a C-GET proposes to take where nobody said: an association has no room for all storage SOP classes. */
final class CommonStorage {

    static final List<String> SOP_CLASSES = List.of(
            UID.CTImageStorage,
            UID.EnhancedCTImageStorage,
            UID.MRImageStorage,
            UID.EnhancedMRImageStorage,
            UID.ComputedRadiographyImageStorage,
            UID.DigitalXRayImageStorageForPresentation,
            UID.DigitalMammographyXRayImageStorageForPresentation,
            UID.BreastTomosynthesisImageStorage,
            UID.UltrasoundImageStorage,
            UID.UltrasoundMultiFrameImageStorage,
            UID.XRayAngiographicImageStorage,
            UID.XRayRadiofluoroscopicImageStorage,
            UID.NuclearMedicineImageStorage,
            UID.PositronEmissionTomographyImageStorage,
            UID.SecondaryCaptureImageStorage,
            UID.GrayscaleSoftcopyPresentationStateStorage,
            UID.KeyObjectSelectionDocumentStorage,
            UID.BasicTextSRStorage,
            UID.EnhancedSRStorage,
            UID.ComprehensiveSRStorage,
            UID.EncapsulatedPDFStorage,
            UID.SegmentationStorage,
            UID.RTImageStorage,
            UID.RTDoseStorage,
            UID.RTStructureSetStorage,
            UID.RTPlanStorage);

    private CommonStorage() {}
}
