package org.muniment.dicom.net;

/** An application entity and where it listens. */
public record Destination(String aet, String host, int port) {}
