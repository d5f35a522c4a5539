package org.muniment.web.wado;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.retrieve.GivenFile;
import org.muniment.core.retrieve.RetrieveKeys;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.web.body.Caching;
import org.muniment.web.body.RangedBody;
import org.muniment.web.media.Acceptance;
import org.muniment.web.media.NotAcceptableException;
import org.muniment.web.multipart.MultipartWriter;
import org.muniment.web.resource.ResourceUris;
import org.muniment.web.wado.InstanceForms.Choice;
import org.muniment.web.wado.InstanceForms.Container;
import org.muniment.web.wado.InstanceParts.Part;

/** Retrieves all instances of a study, a series, or one (PS3.18 10.4.1.1.1): found, read and sent one after the other. */
public final class InstanceRetrieval {

    private static final List<Container> OF_MANY = List.of(Container.PARTS, Container.ZIP_FILE);
    private static final List<Container> OF_ONE = List.of(Container.PARTS, Container.SINGLE, Container.ZIP_FILE);

    private final RetrieveService retrieve;
    private final InstanceForms forms;

    InstanceRetrieval(RetrieveService retrieve, InstanceForms forms) {
        this.retrieve = retrieve;
        this.forms = forms;
    }

    /** @param name of the file, where it is a file of many */
    void sendMany(
            RetrieveKeys keys,
            String name,
            Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        send(keys, name, acceptance, OF_MANY, request, response);
    }

    /** One instance: where it is sent by itself and as it is stored, with its length and any part of it. */
    void sendOne(
            RetrieveKeys keys,
            String name,
            Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        send(keys, name, acceptance, OF_ONE, request, response);
    }

    private void send(
            RetrieveKeys keys,
            String name,
            Acceptance acceptance,
            List<Container> containers,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try (Stream<InstanceRecord> found = retrieve.find(keys)) {
            Iterator<InstanceRecord> instances = found.iterator();
            if (!instances.hasNext()) throw nothing();
            InstanceRecord first = instances.next();
            Choice choice = forms.new Chooser(acceptance, containers)
                    .choose(first)
                    .or(() -> firstChoice(keys, acceptance, containers))
                    .orElseThrow(() -> new NotAcceptableException(forms.of(first, containers)));
            if (choice.container() == Container.SINGLE) {
                sendSingle(first, choice.transferSyntaxUid(), request, response);
                return;
            }
            Caching.setPrivate(response);
            // PS3.18 table 10.4.3-1: some instances can't be had in what is accepted
            if (!isComplete(keys, acceptance, choice.container()))
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            Iterator<Part> parts = parts(first, instances, forms.new Chooser(acceptance, List.of(choice.container())));
            if (choice.container() == Container.PARTS) sendParts(parts, request, response);
            else sendZip(parts, name, request, response);
        }
    }

    private Optional<Choice> firstChoice(RetrieveKeys keys, Acceptance acceptance, List<Container> containers) {
        InstanceForms.Chooser chooser = forms.new Chooser(acceptance, containers);
        try (Stream<InstanceRecord> found = retrieve.find(keys)) {
            return found.flatMap(instance -> chooser.choose(instance).stream()).findFirst();
        }
    }

    private boolean isComplete(RetrieveKeys keys, Acceptance acceptance, Container container) {
        if (InstanceForms.isEasy(acceptance, container)) return true;
        InstanceForms.Chooser chooser = forms.new Chooser(acceptance, List.of(container));
        try (Stream<InstanceRecord> found = retrieve.find(keys)) {
            return found.allMatch(instance -> chooser.choose(instance).isPresent());
        }
    }

    private static ArchiveException nothing() {
        return new ArchiveException(ErrorCode.NOT_FOUND, "nothing of this UID is archived");
    }

    /** Those instances that can be had in what is accepted. */
    private Iterator<Part> parts(InstanceRecord first, Iterator<InstanceRecord> others, InstanceForms.Chooser chooser) {
        Stream<InstanceRecord> rest =
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(others, Spliterator.ORDERED), false);
        return Stream.concat(Stream.of(first), rest)
                .flatMap(instance -> chooser.choose(instance).stream()
                        .map(chosen -> new Part(retrieve.file(instance), chosen.transferSyntaxUid())))
                .iterator();
    }

    private void sendParts(Iterator<Part> parts, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        MultipartWriter body = new MultipartWriter(response.getOutputStream());
        response.setContentType(body.contentType(InstanceForms.DICOM));
        if (RangedBody.isHead(request)) return;
        new InstanceParts(retrieve, ResourceUris.of(request)).send(parts, body, response);
    }

    static String contentType(String transferSyntaxUid) {
        return InstanceForms.DICOM + "; transfer-syntax=" + transferSyntaxUid;
    }

    private void sendZip(Iterator<Part> parts, String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType(InstanceForms.ZIP);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + ".zip\"");
        if (RangedBody.isHead(request)) return;
        try (InstanceZip zip = new InstanceZip(response.getOutputStream())) {
            InstanceSender sender = new InstanceSender(retrieve, zip);
            while (parts.hasNext()) {
                Part part = parts.next();
                sender.send(
                        part.file(),
                        part.transferSyntaxUid(),
                        syntax -> zip.begin(part.file().instance()));
            }
            zip.finish();
        }
    }

    /**
     * One instance by itself.
     *
     * @throws NotAcceptableException where it can't be had in what is accepted of application/dicom
     */
    public void sendByItself(
            InstanceRecord instance, Acceptance acceptance, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<Container> containers = List.of(Container.SINGLE);
        Choice choice = forms.new Chooser(acceptance, containers)
                .choose(instance)
                .orElseThrow(() -> new NotAcceptableException(forms.of(instance, containers)));
        sendSingle(instance, choice.transferSyntaxUid(), request, response);
    }

    private void sendSingle(
            InstanceRecord instance, String transferSyntaxUid, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        GivenFile file = retrieve.file(instance);
        boolean asStored = transferSyntaxUid.equals(instance.transferSyntaxUid());
        String entityTag =
                asStored ? entityTag(file) : Caching.entityTag(instance, "file", transferSyntaxUid, file.edition());
        if (Caching.answers(entityTag, request, response)) return;
        response.setContentType(contentType(transferSyntaxUid));
        if (asStored) new RangedBody(file.size(), file::open).send(request, response);
        else if (!RangedBody.isHead(request))
            new InstanceSender(retrieve, response.getOutputStream())
                    .send(file, transferSyntaxUid, syntax -> response.setContentType(contentType(syntax)));
    }

    private static String entityTag(GivenFile file) {
        String edition = file.edition();
        return edition.isEmpty() ? Caching.entityTag(file.instance()) : Caching.entityTag(file.instance(), edition);
    }
}
