package org.muniment.web.wado;

import java.util.Arrays;
import java.util.List;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.web.problem.BadParameterException;

/** Numbers of frames, from 1, in the order they are asked for and as often (PS3.18 10.4.1.1.6). */
public record FrameList(List<Integer> numbers) {

    private static final int MOST = 10_000;
    private static final String PARAMETER = "frames";

    /** @throws BadParameterException where it is no list of numbers from 1 */
    public static FrameList parse(String text) {
        String[] pieces = text.split(",", MOST + 1);
        if (pieces.length > MOST) throw new BadParameterException(PARAMETER, "more than " + MOST + " numbers");
        return new FrameList(Arrays.stream(pieces).map(FrameList::number).toList());
    }

    private static int number(String text) {
        if (!text.strip().matches("0*[1-9][0-9]{0,8}"))
            throw new BadParameterException(PARAMETER, "not numbers from 1, separated by commas");
        return Integer.parseInt(text.strip());
    }

    /** @throws ArchiveException NOT_FOUND, naming the first number that is too high */
    public void requireWithin(int frames) {
        for (int number : numbers)
            if (number > frames)
                throw new ArchiveException(ErrorCode.NOT_FOUND, "there is no frame " + number + " of " + frames);
    }
}
