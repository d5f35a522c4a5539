package org.muniment.dicom.net.upperlayer;

/** Header of a presentation data value: its context and its message control header, PS3.8 Annex E.2. */
public record Pdv(int contextId, boolean command, boolean last) {}
