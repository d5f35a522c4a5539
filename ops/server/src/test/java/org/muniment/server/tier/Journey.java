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
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.server.foreign.SampleFiles;

/**
 * Studies that are moved about, all different: two slices in a series, and a film of three frames in another. Those of MR, every fifth, are images of
 * machines instead, which become smaller by being encoded anew: signed ones of 16 bits in a series, one in colour and a grey one of 8 bits in another.
 */
final class Journey {

    static final int EVERY = 5;

    private static final int FRAMES = 3;

    /** An instance by its UIDs. */
    record Instance(String study, String series, String uid, int frames, boolean encodedAnew) {
        String path() {
            return "/studies/" + study + "/series/" + series + "/instances/" + uid;
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
            if (study % EVERY == 0) {
                write(uid, 1, 1, sample("MR_small.dcm"));
                write(uid, 1, 2, sample("CT_small.dcm"));
                write(uid, 2, 1, sample("SC_rgb_jpeg_dcmd.dcm"));
                write(uid, 2, 2, sample("image_dfl.dcm"));
            } else {
                write(uid, 1, 1, noise(16, 1));
                write(uid, 1, 2, noise(16, 1));
                write(uid, 2, 1, noise(8, FRAMES));
            }
        }
    }

    /** Instances that a policy has encoded anew. */
    List<Instance> encodedAnew() {
        return instances.stream().filter(Instance::encodedAnew).toList();
    }

    Path file(Instance instance) {
        return folder.resolve(instance.uid() + ".dcm");
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

    private static Attributes sample(String name) throws IOException {
        byte[] file = Files.readAllBytes(SampleFiles.named(name));
        Attributes image = DicomReader.ofFile(file, ReadOptions.IN_MEMORY).read();
        image.setString(Tag.Modality, VR.CS, "MR");
        return image;
    }

    private Attributes noise(int bits, int frames) {
        Attributes image = new Attributes();
        boolean film = frames > 1;
        String sopClass = film ? UID.MultiFrameGrayscaleByteSecondaryCaptureImageStorage : UID.CTImageStorage;
        image.setString(Tag.SOPClassUID, VR.UI, sopClass);
        image.setString(Tag.Modality, VR.CS, film ? "OT" : "CT");
        image.setInt(Tag.SamplesPerPixel, VR.US, 1);
        image.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        image.setInt(Tag.Rows, VR.US, 64);
        image.setInt(Tag.Columns, VR.US, 64);
        image.setInt(Tag.BitsAllocated, VR.US, bits);
        image.setInt(Tag.BitsStored, VR.US, bits);
        image.setInt(Tag.HighBit, VR.US, bits - 1);
        image.setInt(Tag.PixelRepresentation, VR.US, 0);
        if (film) image.setInt(Tag.NumberOfFrames, VR.IS, frames);
        byte[] pixels = new byte[64 * 64 * bits / 8 * frames];
        random.nextBytes(pixels);
        image.setBytes(Tag.PixelData, VR.OW, pixels);
        return image;
    }

    private void write(String study, int series, int number, Attributes image) throws IOException {
        String seriesUid = study + "." + series;
        int frames = image.getInt(Tag.NumberOfFrames, 1);
        boolean encodedAnew = image.getString(Tag.Modality).equals("MR");
        Instance instance = new Instance(study, seriesUid, seriesUid + "." + number, frames, encodedAnew);
        instances.add(instance);
        image.setString(Tag.SOPInstanceUID, VR.UI, instance.uid());
        image.setString(Tag.StudyInstanceUID, VR.UI, study);
        image.setString(Tag.SeriesInstanceUID, VR.UI, seriesUid);
        image.setString(Tag.StudyDate, VR.DA, "20200315");
        image.setString(Tag.PatientID, VR.LO, "JOURNEY" + studies.size());
        image.setString(Tag.PatientName, VR.PN, "Journey^" + studies.size());
        byte[] pixels = image.getBytes(Tag.PixelData);
        ByteBuffer.wrap(pixels).putInt(instances.size());
        image.setBytes(Tag.PixelData, image.getInt(Tag.BitsAllocated, 0) > 8 ? VR.OW : VR.OB, pixels);
        FileMeta meta = new FileMeta(image.getString(Tag.SOPClassUID), instance.uid(), UID.ExplicitVRLittleEndian);
        try (OutputStream out = Files.newOutputStream(file(instance))) {
            DicomWriter.writeFile(meta.toAttributes(), image, out);
        }
    }
}
