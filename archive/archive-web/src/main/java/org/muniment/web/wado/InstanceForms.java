package org.muniment.web.wado;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.retrieve.FrameService;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.web.media.Acceptance;
import org.muniment.web.media.PixelMediaType;
import org.muniment.web.media.Representation;
import org.muniment.web.media.Representation.Origin;

/**
 * In which transfer syntax a client gets which instance (PS3.18 8.7.3.7). One that names none gets Explicit VR Little Endian, and what can't be
 * turned into that as it is stored; one that takes any gets everything as it is stored, but for Implicit VR and Big Endian, which web services do
 * not use unless asked for by name (PS3.18 8.7.3). ADR 0084.
 */
final class InstanceForms {

    static final String DICOM = "application/dicom";
    static final String ZIP = "application/zip";

    /** As what instances are given out: one by itself, parts of one answer, or a file of many. */
    enum Container {
        SINGLE(DICOM, false),
        PARTS(DICOM, true),
        ZIP_FILE(ZIP, false);

        private final String mediaType;
        private final boolean multipart;

        Container(String mediaType, boolean multipart) {
            this.mediaType = mediaType;
            this.multipart = multipart;
        }

        private Representation form(String transferSyntaxUid, Origin origin) {
            return new Representation(mediaType, multipart, transferSyntaxUid, origin);
        }
    }

    /** What a client gets of an instance. */
    record Choice(Container container, String transferSyntaxUid) {}

    private final RetrieveService retrieve;
    private final FrameService frames;

    InstanceForms(RetrieveService retrieve, FrameService frames) {
        this.retrieve = retrieve;
        this.frames = frames;
    }

    /** All forms of an instance in these containers. */
    List<Representation> of(InstanceRecord instance, List<Container> containers) {
        String stored = instance.transferSyntaxUid();
        List<Representation> forms = new ArrayList<>();
        for (Container container : containers)
            for (String uid : retrieve.convertibleTo(instance)) forms.add(container.form(uid, origin(uid, stored)));
        return forms;
    }

    private static Origin origin(String uid, String stored) {
        boolean isDefault = uid.equals(UID.ExplicitVRLittleEndian);
        if (!uid.equals(stored)) return isDefault ? Origin.DEFAULT : Origin.CONVERTED_ON_REQUEST;
        if (isDefault) return Origin.STORED_AS_DEFAULT;
        return PixelMediaType.isForWeb(TransferSyntax.of(stored)) ? Origin.STORED : Origin.CONVERTED_ON_REQUEST;
    }

    /** What this client gets of one instance after the other. For one answer: what was found out of a transfer syntax is remembered. */
    final class Chooser {

        private final Acceptance acceptance;
        private final List<Container> containers;
        private final Map<String, Optional<Choice>> byStored = new HashMap<>();

        Chooser(Acceptance acceptance, List<Container> containers) {
            this.acceptance = acceptance;
            this.containers = containers;
        }

        /** Empty where the client accepts nothing that can be made of the instance. */
        Optional<Choice> choose(InstanceRecord instance) {
            Optional<Choice> chosen = byStored.computeIfAbsent(
                    instance.transferSyntaxUid(),
                    stored -> acceptance.find(of(instance, containers)).map(form -> choice(form, containers)));
            return InstanceForms.this.choose(instance, chosen, acceptance, containers);
        }
    }

    private Optional<Choice> choose(
            InstanceRecord instance, Optional<Choice> chosen, Acceptance acceptance, List<Container> containers) {
        boolean compressed =
                chosen.filter(c -> isCompressed(c.transferSyntaxUid())).isPresent()
                        && !isCompressed(instance.transferSyntaxUid());
        if (chosen.isPresent() && !compressed || frames.frames(instance) > 0) return chosen;
        // a report among images to be compressed in some way: nothing of it can be, so it goes with them as it is
        return containers.stream()
                .filter(container -> acceptance.acceptsInSomeSyntax(container.mediaType, container.multipart))
                .findFirst()
                .map(container -> new Choice(container, UID.ExplicitVRLittleEndian));
    }

    private static boolean isCompressed(String transferSyntaxUid) {
        return TransferSyntax.of(transferSyntaxUid).encapsulated();
    }

    private static Choice choice(Representation form, List<Container> containers) {
        Container container = containers.stream()
                .filter(c -> c.multipart == form.multipart() && c.mediaType.equals(form.mediaType()))
                .findFirst()
                .orElseThrow();
        return new Choice(container, form.transferSyntaxUid());
    }

    /** Whether every instance has some form for this client: it names no transfer syntax or takes any. */
    static boolean isEasy(Acceptance acceptance, Container container) {
        return acceptance.find(List.of(container.form("any", Origin.STORED))).isPresent();
    }
}
