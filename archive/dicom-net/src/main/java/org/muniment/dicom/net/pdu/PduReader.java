package org.muniment.dicom.net.pdu;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.net.pdu.PresentationContextResult.Result;

/**
 * Decodes PDUs, PS3.8 9.3. Items it does not know are skipped, as 9.3.1 wants; lengths that do not add up, context ids
 * that 9.3.2.2 forbids, and items in numbers that no application has a use for are not forgiven.
 */
public final class PduReader {

    /** Twice what the standard has; each costs memory as long as its request is looked at. */
    private static final int MAX_TRANSFER_SYNTAXES = 128;

    private PduReader() {}

    /** Decodes the body of a PDU. */
    public static Pdu read(PduType type, byte[] body) throws InvalidPduException {
        ByteBuffer in = ByteBuffer.wrap(body);
        try {
            return switch (type) {
                case A_ASSOCIATE_RQ -> associateRequest(in);
                case A_ASSOCIATE_AC -> associateAccept(in);
                case A_ASSOCIATE_RJ -> new AssociateReject(in.getShort() & 0xFF, in.get() & 0xFF, in.get() & 0xFF);
                case A_RELEASE_RQ -> new ReleaseRequest();
                case A_RELEASE_RP -> new ReleaseResponse();
                case A_ABORT -> new Abort(in.position(2).get() & 0xFF, in.get() & 0xFF);
                case P_DATA_TF -> throw new IllegalArgumentException("P-DATA-TF is streamed");
            };
        } catch (BufferUnderflowException e) {
            throw invalid(type + " ends in mid-item");
        } catch (IllegalArgumentException e) {
            throw invalid(type + ": " + e.getMessage());
        }
    }

    private static AssociateRequest associateRequest(ByteBuffer in) throws InvalidPduException {
        int protocolVersion = in.getShort() & 0xFFFF;
        in.getShort();
        String calledAet = ItemReader.text(in, Item.AE_TITLE_LENGTH);
        String callingAet = ItemReader.text(in, Item.AE_TITLE_LENGTH);
        ItemReader.skip(in, Item.RESERVED_LENGTH);
        String applicationContext = "";
        List<PresentationContext> contexts = new ArrayList<>();
        UserInformation userInformation = UserInformationReader.ABSENT;
        while (in.hasRemaining()) {
            ItemReader item = ItemReader.next(in);
            switch (item.type()) {
                case Item.APPLICATION_CONTEXT -> applicationContext = item.text();
                case Item.PRESENTATION_CONTEXT_RQ -> contexts.add(presentationContext(item));
                case Item.USER_INFORMATION -> userInformation = UserInformationReader.read(item.body());
                default -> {} // reserved for later editions: skipped
            }
        }
        checkIds(contexts);
        return new AssociateRequest(
                protocolVersion, calledAet, callingAet, applicationContext, contexts, userInformation);
    }

    private static PresentationContext presentationContext(ItemReader item) throws InvalidPduException {
        ByteBuffer in = item.body();
        int id = in.get() & 0xFF;
        ItemReader.skip(in, 3);
        String abstractSyntax = null;
        List<String> transferSyntaxes = new ArrayList<>();
        while (in.hasRemaining()) {
            ItemReader subItem = ItemReader.next(in);
            if (subItem.type() == Item.ABSTRACT_SYNTAX) abstractSyntax = subItem.text();
            else if (subItem.type() == Item.TRANSFER_SYNTAX) transferSyntaxes.add(subItem.text());
        }
        if (transferSyntaxes.size() > MAX_TRANSFER_SYNTAXES) {
            throw invalid("presentation context " + id + " has too many transfer syntaxes");
        }
        if (abstractSyntax == null || transferSyntaxes.isEmpty()) {
            throw invalid("presentation context " + id + " lacks its abstract or transfer syntax");
        }
        return new PresentationContext(id, abstractSyntax, transferSyntaxes);
    }

    private static void checkIds(List<PresentationContext> contexts) throws InvalidPduException {
        if (contexts.isEmpty()) throw invalid("no presentation context proposed");
        boolean[] seen = new boolean[256];
        for (PresentationContext context : contexts) {
            if (context.id() % 2 == 0) throw invalid("presentation context id " + context.id() + " is not odd");
            if (seen[context.id()]) throw invalid("presentation context id " + context.id() + " is used twice");
            seen[context.id()] = true;
        }
    }

    private static AssociateAccept associateAccept(ByteBuffer in) throws InvalidPduException {
        in.getInt();
        String calledAet = ItemReader.text(in, Item.AE_TITLE_LENGTH);
        String callingAet = ItemReader.text(in, Item.AE_TITLE_LENGTH);
        ItemReader.skip(in, Item.RESERVED_LENGTH);
        String applicationContext = "";
        List<PresentationContextResult> results = new ArrayList<>();
        UserInformation userInformation = UserInformationReader.ABSENT;
        while (in.hasRemaining()) {
            ItemReader item = ItemReader.next(in);
            switch (item.type()) {
                case Item.APPLICATION_CONTEXT -> applicationContext = item.text();
                case Item.PRESENTATION_CONTEXT_AC -> results.add(presentationContextResult(item));
                case Item.USER_INFORMATION -> userInformation = UserInformationReader.read(item.body());
                default -> {} // as above
            }
        }
        return new AssociateAccept(calledAet, callingAet, applicationContext, results, userInformation);
    }

    private static PresentationContextResult presentationContextResult(ItemReader item) throws InvalidPduException {
        ByteBuffer in = item.body();
        int id = in.get() & 0xFF;
        in.get();
        int result = in.get() & 0xFF;
        in.get();
        if (result >= Result.values().length) throw invalid("presentation context result " + result);
        String transferSyntax = "";
        while (in.hasRemaining()) {
            ItemReader subItem = ItemReader.next(in);
            if (subItem.type() == Item.TRANSFER_SYNTAX) transferSyntax = subItem.text();
        }
        return new PresentationContextResult(id, Result.values()[result], transferSyntax);
    }

    static InvalidPduException invalid(String message) {
        return new InvalidPduException(Abort.INVALID_PDU_PARAMETER_VALUE, message);
    }
}
