package org.muniment.fhir.server;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.Delete;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Subscription;
import org.muniment.fhir.subscription.FhirSubscriptions;

/** Subscription: who is told of studies that change. For administrators only, which is decided before requests come here. */
public final class SubscriptionProvider implements IResourceProvider {

    private final FhirSubscriptions subscriptions;

    public SubscriptionProvider(FhirSubscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public Class<Subscription> getResourceType() {
        return Subscription.class;
    }

    @Create
    public MethodOutcome create(@ResourceParam Subscription asked, ServletRequestDetails request) {
        Subscription taken = subscriptions.create(asked, user(request));
        return new MethodOutcome(new IdType("Subscription", taken.getIdElement().getIdPart()), true).setResource(taken);
    }

    @Read
    public Subscription read(@IdParam IdType id) {
        return subscriptions.read(id.getIdPart());
    }

    @Search
    public Bundle search(
            @OptionalParam(name = "_id") TokenOrListParam id,
            @OptionalParam(name = Subscription.SP_STATUS) TokenOrListParam status,
            @Offset Integer offset,
            @Count Integer count,
            RequestDetails request) {
        Page page = Page.of(offset, count);
        List<Subscription> found = page.andOneMore(subscriptions.all().stream()
                .filter(one -> isAmong(id, one.getIdElement().getIdPart()))
                .filter(one -> isAmong(status, one.getStatus().toCode()))
                .iterator());
        return page.bundle(request, page.cut(found), List.of(), page.isFollowed(found));
    }

    private static boolean isAmong(TokenOrListParam asked, String value) {
        return asked == null
                || asked.getValuesAsQueryTokens().stream()
                        .map(TokenParam::getValue)
                        .anyMatch(value::equals);
    }

    @Delete
    public MethodOutcome delete(@IdParam IdType id, ServletRequestDetails request) {
        subscriptions.delete(id.getIdPart(), user(request));
        OperationOutcome done = new OperationOutcome();
        done.addIssue().setSeverity(IssueSeverity.INFORMATION).setCode(IssueType.INFORMATIONAL);
        return new MethodOutcome(done);
    }

    /** Operation $status of the backport guide. */
    @Operation(name = "$status", idempotent = true)
    public Bundle status(@IdParam IdType id) {
        Parameters status = subscriptions.status(id.getIdPart());
        Bundle bundle = new Bundle().setType(BundleType.SEARCHSET).setTotal(1);
        bundle.addEntry()
                .setFullUrl("urn:uuid:" + status.getIdElement().getIdPart())
                .setResource(status)
                .getSearch()
                .setMode(SearchEntryMode.MATCH);
        return bundle;
    }

    private static String user(ServletRequestDetails request) {
        return request.getServletRequest().getRemoteUser();
    }
}
