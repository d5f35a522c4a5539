package org.muniment.dicom.pixel.render;

import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.pixel.PixelException;

/** What an object offers for its values of interest: windows, then VOI LUTs (PS3.3 C.11.2, C.7.6.16.2.10). */
final class Presets {

    private final List<Voi.Window> windows;
    private final List<Attributes> tables;

    private Presets(List<Voi.Window> windows, List<Attributes> tables) {
        this.windows = windows;
        this.tables = tables;
    }

    static Presets of(FunctionalGroups groups) {
        Attributes voi = groups.macro(Tag.FrameVOILUTSequence);
        return new Presets(windows(voi), voi.getItems(Tag.VOILUTSequence));
    }

    /** Those that make sense: half-filled and zero windows are met in practice. */
    private static List<Voi.Window> windows(Attributes voi) {
        double[] centers = Numbers.all(voi, Tag.WindowCenter);
        double[] widths = Numbers.all(voi, Tag.WindowWidth);
        Voi.Function function = function(voi.getString(Tag.VOILUTFunction, "LINEAR"));
        List<Voi.Window> windows = new ArrayList<>();
        for (int i = 0; i < Math.min(centers.length, widths.length); i++) {
            boolean wide = function == Voi.Function.LINEAR ? widths[i] >= 1 : widths[i] > 0;
            if (wide && Double.isFinite(widths[i]) && Double.isFinite(centers[i])) {
                windows.add(new Voi.Window(centers[i], widths[i], function));
            }
        }
        return windows;
    }

    private static Voi.Function function(String term) {
        return switch (term) {
            case "SIGMOID" -> Voi.Function.SIGMOID;
            case "LINEAR_EXACT" -> Voi.Function.LINEAR_EXACT;
            default -> Voi.Function.LINEAR;
        };
    }

    boolean isEmpty() {
        return windows.isEmpty() && tables.isEmpty();
    }

    /** @param signed whether values of the modality may be negative */
    VoiTransform get(int number, boolean signed) throws PixelException {
        int index = number <= windows.size() + tables.size() ? number - 1 : 0;
        if (index < windows.size()) return VoiTransform.of(windows.get(index));
        Attributes table = tables.get(index - windows.size());
        return VoiTransform.of(LookupTable.read(table, Tag.LUTDescriptor, Tag.LUTData, signed));
    }
}
