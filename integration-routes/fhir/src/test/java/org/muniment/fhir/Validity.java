package org.muniment.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.muniment.fhir.server.DefinitionProvider;

/** What HAPI's validator says of a resource, offline, by the definitions of FHIR itself. Each version's is made once: it takes seconds and memory. */
public enum Validity {
    R4(FhirContext.forR4Cached()),
    R5(FhirContext.forR5Cached());

    /** Of a StructureDefinition: what it says of FHIR's own types is not at hand offline. That ours holds, its use shows. */
    private static final String NEEDS_PACKAGES = "ERROR_GENERATING_SNAPSHOT";

    private final FhirContext context;
    private FhirValidator validator;

    Validity(FhirContext context) {
        this.context = context;
    }

    private synchronized FhirValidator validator() {
        if (validator == null) {
            ValidationSupportChain support = new ValidationSupportChain(
                    new DefaultProfileValidationSupport(context),
                    new CommonCodeSystemsTerminologyService(context),
                    new InMemoryTerminologyServerValidationSupport(context),
                    ours(),
                    new SnapshotGeneratingValidationSupport(context));
            validator = context.newValidator().registerValidatorModule(new FhirInstanceValidator(support));
        }
        return validator;
    }

    /** What the archive defines itself, for which the definition that is served is taken. */
    private PrePopulatedValidationSupport ours() {
        PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(context);
        if (this == R4) ours.addStructureDefinition(DefinitionProvider.availability());
        return ours;
    }

    public void check(IBaseResource resource) {
        check(context.newJsonParser().setPrettyPrint(true).encodeResourceToString(resource));
    }

    public void check(String json) {
        List<String> errors = validator().validateWithResult(json).getMessages().stream()
                .filter(message -> message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
                .filter(message -> !NEEDS_PACKAGES.equals(message.getMessageId()))
                .map(SingleValidationMessage::toString)
                .toList();
        assertThat(errors).as(json).isEmpty();
    }
}
