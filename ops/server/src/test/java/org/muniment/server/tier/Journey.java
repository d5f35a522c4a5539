package org.muniment.server.tier;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** Studies that are moved about: two slices in a series, and a film of three frames in another, all different. */
final class Journey {

    static final int FRAMES = 3;

    /** An instance by its UIDs. */
    record Instance(String study, String series, String uid, boolean film) {
        String path() {
            return "/studies/" + study + "/series/" + series + "/instances/" + uid;
        }

        int frames() {
            return film ? FRAMES : 1;
        }
    }

    private final Random random = new Random(25);
    private final Path folder;
    private final List<Instance> instances = new ArrayList<>();
    private final List<String> studies = new ArrayList<>();

    Journey(Path folder, int count) throws IOException {
        this.folder = Files.createDirectories(folder);
        for (int study = 1; study <= count; study++) {
            String uid = "2.25.205." + study;
            studies.add(uid);
            write(new Instance(uid, uid + ".1", uid + ".1.1", false), study);
            write(new Instance(uid, uid + ".1", uid + ".1.2", false), study);
            write(new Instance(uid, uid + ".2", uid + ".2.1", true), study);
        }
    }

    /** The files, as a modality would send them. */
    Path folder() {
        return folder;
    }

    List<Instance> instances() {
        return instances;
    }

    List<String> studies() {
        return studies;
    }

    List<Instance> of(String study) {
        return instances.stream()
                .filter(instance -> instance.study().equals(study))
                .toList();
    }

    int series() {
        return 2 * studies.size();
    }

    private void write(Instance instance, int patient) throws IOException {
        instances.add(instance);
        Attributes image = new Attributes();
        String sopClass =
                instance.film() ? UID.MultiFrameGrayscaleByteSecondaryCaptureImageStorage : UID.CTImageStorage;
        int bits = instance.film() ? 8 : 16;
        image.setString(Tag.SOPClassUID, VR.UI, sopClass);
        image.setString(Tag.SOPInstanceUID, VR.UI, instance.uid());
        image.setString(Tag.StudyInstanceUID, VR.UI, instance.study());
        image.setString(Tag.SeriesInstanceUID, VR.UI, instance.series());
        image.setString(Tag.StudyDate, VR.DA, "20200315");
        image.setString(Tag.Modality, VR.CS, instance.film() ? "OT" : "CT");
        image.setString(Tag.PatientID, VR.LO, "JOURNEY" + patient);
        image.setString(Tag.PatientName, VR.PN, "Journey^" + patient);
        image.setInt(Tag.SamplesPerPixel, VR.US, 1);
        image.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        image.setInt(Tag.Rows, VR.US, 64);
        image.setInt(Tag.Columns, VR.US, 64);
        image.setInt(Tag.BitsAllocated, VR.US, bits);
        image.setInt(Tag.BitsStored, VR.US, bits);
        image.setInt(Tag.HighBit, VR.US, bits - 1);
        image.setInt(Tag.PixelRepresentation, VR.US, 0);
        if (instance.film()) image.setInt(Tag.NumberOfFrames, VR.IS, FRAMES);
        byte[] pixels = new byte[64 * 64 * bits / 8 * (instance.film() ? FRAMES : 1)];
        random.nextBytes(pixels);
        ByteBuffer.wrap(pixels).putInt(instances.size());
        image.setBytes(Tag.PixelData, instance.film() ? VR.OB : VR.OW, pixels);
        FileMeta meta = new FileMeta(sopClass, instance.uid(), UID.ExplicitVRLittleEndian);
        try (OutputStream out = Files.newOutputStream(folder.resolve(instance.uid() + ".dcm"))) {
            DicomWriter.writeFile(meta.toAttributes(), image, out);
        }
    }
}
