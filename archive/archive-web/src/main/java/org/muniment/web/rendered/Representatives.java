package org.muniment.web.rendered;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.retrieve.FrameService;
import org.muniment.core.retrieve.RetrieveKeys;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.web.media.PixelMediaType;

/** Which image stands for many. */
record Representatives(RetrieveService retrieve, FrameService frames) {

    /** More are not looked at; their records are held at once. */
    private static final int MOST = 1_000;

    /** The image in the middle, by Instance Number, of the first series that has images; empty where there are none. */
    Optional<InstanceRecord> of(RetrieveKeys keys) {
        try (Stream<InstanceRecord> found = images(keys)) {
            List<InstanceRecord> images = found.limit(MOST).toList();
            if (images.isEmpty()) return Optional.empty();
            List<InstanceRecord> ofSeries = images.stream()
                    .filter(image ->
                            image.id().seriesId().equals(images.get(0).id().seriesId()))
                    .sorted(Comparator.comparingInt(image -> image.attributes().getInt(Tag.InstanceNumber, 0)))
                    .toList();
            return Optional.of(ofSeries.get(ofSeries.size() / 2));
        }
    }

    /** All that can be looked at frame by frame; the caller closes the stream. */
    Stream<InstanceRecord> images(RetrieveKeys keys) {
        return retrieve.find(keys).filter(this::isImage);
    }

    boolean isImage(InstanceRecord instance) {
        return !PixelMediaType.isVideo(instance.transferSyntaxUid())
                && instance.attributes().getInt(Tag.Rows, 0) > 0;
    }

    /** The one the object names, else the one in the middle. */
    int frame(InstanceRecord instance, Attributes header) {
        int last = frames.frames(instance);
        int named = header.getInt(Tag.RepresentativeFrameNumber, 0);
        return named >= 1 && named <= last ? named : (last + 1) / 2;
    }
}
