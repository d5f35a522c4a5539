package org.muniment.web.qido;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.muniment.core.find.Query;

/**
 * A search request, understood.
 *
 * @param withinStudy whether the path names the study, so that its content bounds the answer
 * @param offset how many matches to pass over
 * @param limit how many the client wants at most
 * @param count whether the client wants the total even where that takes more reading
 * @param asked attributes the client names, as a condition or in includefield
 * @param warnings to be told beside the answer
 */
record Search(
        Query query,
        boolean withinStudy,
        int offset,
        OptionalInt limit,
        boolean count,
        Set<Integer> asked,
        List<String> warnings) {}
