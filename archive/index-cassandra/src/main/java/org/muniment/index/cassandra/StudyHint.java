package org.muniment.index.cassandra;

import java.util.function.Predicate;
import org.muniment.dicom.Attributes;

/**
 * What a path's row claims: this study may be an answer.
 *
 * @param bornOut whether the study's present attributes would have led to this very row, and so make it an answer. A path of which
 *     a study has several rows bears out one of them, so that each study is found once.
 */
record StudyHint(String studyUid, Predicate<Attributes> bornOut) {}
