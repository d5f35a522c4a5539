package org.muniment.web;

import org.muniment.web.audit.AuditWeb;
import org.muniment.web.coercion.CoercionWeb;
import org.muniment.web.lifecycle.AuditTrailWeb;
import org.muniment.web.lifecycle.ForecastWeb;
import org.muniment.web.lifecycle.JobWeb;
import org.muniment.web.lifecycle.RecordsWeb;
import org.muniment.web.media.MediaWeb;
import org.muniment.web.message.MessageWeb;
import org.muniment.web.metadata.MetadataWeb;
import org.muniment.web.openapi.OpenApiWeb;
import org.muniment.web.order.OrderWeb;
import org.muniment.web.parameter.ParameterWeb;
import org.muniment.web.patient.PatientWeb;
import org.muniment.web.problem.ProblemWeb;
import org.muniment.web.qido.QidoWeb;
import org.muniment.web.recall.RecallWeb;
import org.muniment.web.rejection.RejectionWeb;
import org.muniment.web.rendered.RenderedWeb;
import org.muniment.web.stow.StowWeb;
import org.muniment.web.subscriber.SubscriberWeb;
import org.muniment.web.uri.UriWeb;
import org.muniment.web.wado.WadoWeb;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The whole web layer, made of one configuration for each package; nothing is found by scanning. Needs the services of archive-core as
 * beans.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    AuditTrailWeb.class,
    AuditWeb.class,
    CoercionWeb.class,
    ForecastWeb.class,
    HttpWeb.class,
    JobWeb.class,
    MediaWeb.class,
    MessageWeb.class,
    MetadataWeb.class,
    OpenApiWeb.class,
    OrderWeb.class,
    ParameterWeb.class,
    PatientWeb.class,
    ProblemWeb.class,
    QidoWeb.class,
    RecordsWeb.class,
    RecallWeb.class,
    RejectionWeb.class,
    RenderedWeb.class,
    StowWeb.class,
    SubscriberWeb.class,
    UriWeb.class,
    WadoWeb.class
})
public class ArchiveWeb {}
