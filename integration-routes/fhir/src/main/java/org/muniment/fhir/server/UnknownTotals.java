package org.muniment.fhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;

/** Takes back the total HAPI makes up for a page that others follow: it counts that page only (FHIR R4 3.1.1.5.2 wants all matches). */
@Interceptor
public final class UnknownTotals {

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void takeBack(IBaseResource answer) {
        if (answer instanceof Bundle bundle && bundle.getLink("next") != null) bundle.setTotalElement(null);
    }
}
