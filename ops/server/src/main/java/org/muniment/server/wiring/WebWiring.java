package org.muniment.server.wiring;

import org.muniment.web.ArchiveWeb;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** DICOMweb and the archive's own REST API. */
@Configuration(proxyBeanMethods = false)
@Import(ArchiveWeb.class)
class WebWiring {}
