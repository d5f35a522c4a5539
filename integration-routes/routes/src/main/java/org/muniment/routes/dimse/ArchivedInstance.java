package org.muniment.routes.dimse;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.net.SubOperation;

/** An instance of the archive as a sub-operation: as it lies where the peer takes that, else converted. */
public record ArchivedInstance(InstanceRecord instance, RetrieveService retrieve) implements SubOperation {

    @Override
    public String sopClassUid() {
        return instance.sopClassUid();
    }

    @Override
    public String sopInstanceUid() {
        return instance.id().instance().value();
    }

    @Override
    public String transferSyntaxUid() {
        return instance.transferSyntaxUid();
    }

    @Override
    public List<String> convertibleTo() {
        return retrieve.convertibleTo(instance).stream()
                .filter(syntax -> !syntax.equals(transferSyntaxUid()))
                .toList();
    }

    @Override
    public void writeDataSet(String transferSyntaxUid, OutputStream out) throws IOException {
        retrieve.writeDataSet(retrieve.file(instance), transferSyntaxUid, out);
    }
}
