package org.muniment.dicom.net;

import java.util.concurrent.atomic.AtomicReference;

/** Where the instances of our C-GET go while it runs. */
final class ReceivedInstances {

    private final AtomicReference<StoreScp> current = new AtomicReference<>();

    void begin(StoreScp scp) {
        if (!current.compareAndSet(null, scp)) throw new IllegalStateException("a C-GET is under way");
    }

    void end() {
        current.set(null);
    }

    /** What an SCU performs for its peer while it runs. */
    DimseServices services() {
        return DimseServices.verification().withStore((association, request, dataSet) -> {
            StoreScp scp = current.get();
            return scp == null
                    ? DimseStatus.NOT_AUTHORIZED.withComment("no C-GET is under way")
                    : scp.store(association, request, dataSet);
        });
    }
}
