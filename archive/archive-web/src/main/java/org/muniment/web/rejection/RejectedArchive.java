package org.muniment.web.rejection;

import org.muniment.core.find.FindService;
import org.muniment.core.metadata.SeriesMetadataService;
import org.muniment.core.retrieve.RetrieveService;

/** The services by which what is held back is read, each over that side of the index only; supplied by whoever wires the server. */
public record RejectedArchive(FindService find, RetrieveService retrieve, SeriesMetadataService metadata) {}
