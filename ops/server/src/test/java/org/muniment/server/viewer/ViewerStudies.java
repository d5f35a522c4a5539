package org.muniment.server.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** Studies to look at: drawn, so that every slice and every frame differs from the others. */
final class ViewerStudies {

    static final String CT = "2.25.3001";
    static final String MR = "2.25.3002";
    static final String US = "2.25.3003";
    static final String PDF = "2.25.3004";
    static final int CT_SLICES = 12;
    static final int MR_SLICES = 6;
    static final int US_FRAMES = 24;

    private static final int CT_SIZE = 256;
    private static final int MR_SIZE = 192;
    private static final int US_WIDTH = 320;
    private static final int US_HEIGHT = 240;

    private ViewerStudies() {}

    static void ct(Path folder) throws IOException {
        for (int slice = 0; slice < CT_SLICES; slice++) {
            Attributes ct =
                    image(CT, "CT", UID.CTImageStorage, slice, "Lindqvist^Astrid", "Abdomen", "Portal venous 5.0");
            volume(ct, slice, CT_SIZE, 5);
            ct.setString(Tag.RescaleIntercept, VR.DS, "-1024");
            ct.setString(Tag.RescaleSlope, VR.DS, "1");
            ct.setString(Tag.WindowCenter, VR.DS, "40");
            ct.setString(Tag.WindowWidth, VR.DS, "400");
            ct.setBytes(Tag.PixelData, VR.OW, abdomen(slice));
            write(folder.resolve("ct" + slice + ".dcm"), ct);
        }
    }

    static void mr(Path folder) throws IOException {
        for (int slice = 0; slice < MR_SLICES; slice++) {
            Attributes mr = image(MR, "MR", UID.MRImageStorage, slice, "Okafor^Ngozi", "Head", "T1 axial");
            volume(mr, slice, MR_SIZE, 6);
            mr.setString(Tag.WindowCenter, VR.DS, "500");
            mr.setString(Tag.WindowWidth, VR.DS, "1000");
            mr.setBytes(Tag.PixelData, VR.OW, head(slice));
            write(folder.resolve("mr" + slice + ".dcm"), mr);
        }
    }

    /** A cine loop in colour, to be compressed by somebody else. */
    static void us(Path file) throws IOException {
        Attributes us = image(
                US,
                "US",
                UID.UltrasoundMultiFrameImageStorage,
                0,
                "Marchetti^Luca",
                "Echocardiogram",
                "Apical 4 chamber");
        us.setInt(Tag.Rows, VR.US, US_HEIGHT);
        us.setInt(Tag.Columns, VR.US, US_WIDTH);
        us.setInt(Tag.SamplesPerPixel, VR.US, 3);
        us.setInt(Tag.PlanarConfiguration, VR.US, 0);
        us.setString(Tag.PhotometricInterpretation, VR.CS, "RGB");
        us.setInt(Tag.BitsAllocated, VR.US, 8);
        us.setInt(Tag.BitsStored, VR.US, 8);
        us.setInt(Tag.HighBit, VR.US, 7);
        us.setInt(Tag.PixelRepresentation, VR.US, 0);
        us.setString(Tag.NumberOfFrames, VR.IS, String.valueOf(US_FRAMES));
        us.setString(Tag.FrameTime, VR.DS, "40");
        us.setString(Tag.CineRate, VR.IS, "25");
        us.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY");
        byte[] pixels = new byte[US_FRAMES * US_WIDTH * US_HEIGHT * 3];
        for (int frame = 0; frame < US_FRAMES; frame++) echo(frame, pixels, frame * US_WIDTH * US_HEIGHT * 3);
        us.setBytes(Tag.PixelData, VR.OB, pixels);
        write(file, us);
    }

    /** A page that says something, and a comment that makes it too long to be in the metadata itself. */
    static void pdf(Path file) throws IOException {
        String content =
                "BT /F1 28 Tf 72 700 Td (Report of the examination) Tj 0 -48 Td /F1 16 Tf (No abnormality.) Tj ET";
        String[] objects = {
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length " + content.length() + " >>\nstream\n" + content + "\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        };
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n%" + "x".repeat(100_000) + "\n");
        StringBuilder table = new StringBuilder("xref\n0 6\n0000000000 65535 f \n");
        for (int i = 0; i < objects.length; i++) {
            table.append(String.format("%010d 00000 n \n", pdf.length()));
            pdf.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
        }
        int start = pdf.length();
        pdf.append(table)
                .append("trailer << /Size 6 /Root 1 0 R >>\nstartxref\n")
                .append(start)
                .append("\n%%EOF\n");
        Files.writeString(file, pdf, StandardCharsets.US_ASCII);
    }

    private static Attributes image(
            String study,
            String modality,
            String sopClass,
            int number,
            String name,
            String description,
            String series) {
        Attributes a = new Attributes();
        a.setString(Tag.SOPClassUID, VR.UI, sopClass);
        a.setString(Tag.SOPInstanceUID, VR.UI, study + ".1." + (number + 1));
        a.setString(Tag.StudyInstanceUID, VR.UI, study);
        a.setString(Tag.SeriesInstanceUID, VR.UI, study + ".1");
        a.setString(Tag.StudyDate, VR.DA, "20260914");
        a.setString(Tag.StudyTime, VR.TM, "101500");
        a.setString(Tag.AccessionNumber, VR.SH, modality + "-2026-0914");
        a.setString(Tag.ReferringPhysicianName, VR.PN, "Weiss^Judith");
        a.setString(Tag.PatientName, VR.PN, name);
        a.setString(Tag.PatientID, VR.LO, "P-" + study.substring(study.length() - 4));
        a.setString(Tag.PatientBirthDate, VR.DA, "19610302");
        a.setString(Tag.PatientSex, VR.CS, "O");
        a.setString(Tag.StudyID, VR.SH, "1");
        a.setString(Tag.StudyDescription, VR.LO, description);
        a.setString(Tag.SeriesDescription, VR.LO, series);
        a.setString(Tag.Modality, VR.CS, modality);
        a.setString(Tag.SeriesNumber, VR.IS, "1");
        a.setString(Tag.InstanceNumber, VR.IS, String.valueOf(number + 1));
        return a;
    }

    private static void volume(Attributes a, int slice, int size, int spacing) {
        String frameOfReference = a.getString(Tag.StudyInstanceUID) + ".9";
        a.setString(Tag.FrameOfReferenceUID, VR.UI, frameOfReference);
        a.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "AXIAL");
        a.setString(Tag.ImagePositionPatient, VR.DS, "-100", "-100", String.valueOf(slice * spacing));
        a.setString(Tag.ImageOrientationPatient, VR.DS, "1", "0", "0", "0", "1", "0");
        a.setString(Tag.PixelSpacing, VR.DS, "0.8", "0.8");
        a.setString(Tag.SliceThickness, VR.DS, String.valueOf(spacing));
        a.setInt(Tag.Rows, VR.US, size);
        a.setInt(Tag.Columns, VR.US, size);
        a.setInt(Tag.SamplesPerPixel, VR.US, 1);
        a.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        a.setInt(Tag.BitsAllocated, VR.US, 16);
        a.setInt(Tag.BitsStored, VR.US, 12);
        a.setInt(Tag.HighBit, VR.US, 11);
        a.setInt(Tag.PixelRepresentation, VR.US, 0);
    }

    /** Stored values: 0 is air, 1024 is water. */
    private static byte[] abdomen(int slice) {
        double s = slice / (double) CT_SLICES;
        Drawing d = new Drawing(CT_SIZE);
        d.ellipse(0.50, 0.52, 0.44, 0.33, 940); // fat
        d.ellipse(0.50, 0.52, 0.41, 0.30, 1070); // muscle
        d.ellipse(0.50, 0.51, 0.37, 0.26, 1000);
        d.ellipse(0.34, 0.46, 0.19 - 0.08 * s, 0.18 - 0.06 * s, 1134); // liver
        d.ellipse(0.70, 0.43, 0.06 + 0.03 * s, 0.08, 1120); // spleen
        d.ellipse(0.36, 0.62, 0.05, 0.02 + 0.05 * s, 1160); // kidneys
        d.ellipse(0.64, 0.62, 0.05, 0.02 + 0.05 * s, 1160);
        d.ellipse(0.55, 0.42, 0.07, 0.05 + 0.03 * s, 1040); // stomach
        d.ellipse(0.57, 0.39, 0.04, 0.02, 40); // with air in it
        d.ellipse(0.50, 0.68, 0.06, 0.055, 1500); // vertebra
        d.ellipse(0.50, 0.67, 0.035, 0.03, 1250);
        d.ellipse(0.50, 0.745, 0.02, 0.018, 1050);
        d.ellipse(0.48, 0.575, 0.022, 0.022, 1240); // aorta
        return d.stored(14, slice);
    }

    private static byte[] head(int slice) {
        double s = slice / (double) MR_SLICES;
        Drawing d = new Drawing(MR_SIZE);
        double size = 0.40 - 0.06 * s;
        d.ellipse(0.5, 0.5, size, size * 1.18, 850); // scalp
        d.ellipse(0.5, 0.5, size - 0.02, size * 1.18 - 0.02, 90); // skull
        d.ellipse(0.5, 0.5, size - 0.045, size * 1.18 - 0.045, 420); // grey matter
        d.ellipse(0.5, 0.5, size - 0.09, size * 1.18 - 0.09, 620); // white matter
        d.ellipse(0.46, 0.46, 0.03 + 0.03 * s, 0.12, 130); // ventricles
        d.ellipse(0.54, 0.46, 0.03 + 0.03 * s, 0.12, 130);
        d.ellipse(0.41, 0.52, 0.035, 0.05, 450); // basal ganglia
        d.ellipse(0.59, 0.52, 0.035, 0.05, 450);
        return d.stored(18, slice);
    }

    private static void echo(int frame, byte[] pixels, int offset) {
        BufferedImage image = new BufferedImage(US_WIDTH, US_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        double beat = Math.sin(2 * Math.PI * frame / US_FRAMES);
        g.setClip(new Arc2D.Double(-60, -210, 440, 440, 230, 80, Arc2D.PIE));
        g.setColor(new Color(38, 38, 42));
        g.fillRect(0, 0, US_WIDTH, US_HEIGHT);
        g.setColor(new Color(120, 118, 112));
        g.fill(new Ellipse2D.Double(105, 55, 110, 150));
        g.setColor(new Color(12, 12, 14));
        double open = 20 + 8 * beat;
        g.fill(new Ellipse2D.Double(136 - open, 72, 2 * open, 70));
        g.fill(new Ellipse2D.Double(184 - open, 72, 2 * open, 70));
        g.fill(new Ellipse2D.Double(120, 152, 38, 40 - 10 * beat));
        g.fill(new Ellipse2D.Double(164, 152, 38, 40 - 10 * beat));
        g.setColor(beat > 0 ? new Color(200, 60, 30) : new Color(40, 80, 210));
        g.fill(new Ellipse2D.Double(128, 130 - 10 * beat, 16, 26));
        g.setClip(null);
        g.setColor(new Color(90, 200, 120));
        g.setStroke(new BasicStroke(1.5f));
        for (int x = 1; x < US_WIDTH; x++) g.drawLine(x - 1, ecg(x - 1), x, ecg(x));
        g.fillRect(frame * US_WIDTH / US_FRAMES, 222, 3, 16);
        g.dispose();
        for (int i = 0; i < US_WIDTH * US_HEIGHT; i++) {
            int rgb = image.getRGB(i % US_WIDTH, i / US_WIDTH);
            pixels[offset + 3 * i] = (byte) (rgb >> 16);
            pixels[offset + 3 * i + 1] = (byte) (rgb >> 8);
            pixels[offset + 3 * i + 2] = (byte) rgb;
        }
    }

    private static int ecg(int x) {
        int phase = x % 80;
        return 230 - (phase == 20 ? 14 : phase == 22 ? -5 : phase > 40 && phase < 54 ? 3 : 0);
    }

    private static void write(Path file, Attributes dataSet) throws IOException {
        Attributes meta = new Attributes();
        meta.setBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1});
        meta.setString(Tag.MediaStorageSOPClassUID, VR.UI, dataSet.getString(Tag.SOPClassUID));
        meta.setString(Tag.MediaStorageSOPInstanceUID, VR.UI, dataSet.getString(Tag.SOPInstanceUID));
        meta.setString(Tag.TransferSyntaxUID, VR.UI, UID.ExplicitVRLittleEndian);
        meta.setString(Tag.ImplementationClassUID, VR.UI, "2.25.1");
        try (OutputStream out = Files.newOutputStream(file)) {
            DicomWriter.writeFile(meta, dataSet, out);
        }
    }
}
