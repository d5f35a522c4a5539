package org.muniment.routes.source;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.muniment.core.coerce.AttributePath;
import org.muniment.core.coerce.Condition;
import org.muniment.core.coerce.ValueTest;
import org.muniment.dicom.UidDictionary;

/** Reads what stands under {@code when:}; all of its keys must hold. */
public final class ConditionReader {

    private static final Set<String> TESTS = Set.of("is", "matches", "empty");

    private ConditionReader() {}

    public static Condition read(YamlMap when) {
        List<Condition> all = new ArrayList<>();
        for (String key : when.keys()) all.add(read(when, key));
        return new Condition.All(all);
    }

    private static Condition read(YamlMap when, String key) {
        return switch (key) {
            case "any" -> new Condition.Any(
                    when.maps(key).stream().map(ConditionReader::read).toList());
            case "not" -> new Condition.Not(read(when.map(key)));
            case "callingAe" -> new Condition.OfCaller(test(when, key));
            case "sopClass" -> new Condition.OfSopClass(sopClass(when, key));
            case "modality" -> new Condition.OfAttribute(AttributePath.of("Modality"), test(when, key));
            default -> new Condition.OfAttribute(AttributePath.of(key), test(when, key));
        };
    }

    private static ValueTest test(YamlMap when, String key) {
        if (!(when.get(key) instanceof java.util.Map<?, ?>)) return new ValueTest.OneOf(Set.copyOf(when.texts(key)));
        YamlMap test = when.map(key);
        test.requireOnly(TESTS);
        if (test.keys().size() != 1) throw new IllegalArgumentException(key + " needs one of " + TESTS);
        if (test.has("matches")) return new ValueTest.Matching(pattern(test.requiredText("matches")));
        if (test.has("empty")) return new ValueTest.Empty(test.flag("empty"));
        return new ValueTest.OneOf(Set.copyOf(test.texts("is")));
    }

    private static ValueTest sopClass(YamlMap when, String key) {
        Set<String> uids = new LinkedHashSet<>();
        for (String name : when.texts(key)) {
            String uid = name.matches("[0-9.]+") ? name : UidDictionary.uidOf(name);
            if (uid == null) throw new IllegalArgumentException(name + " is not the keyword of a SOP class or a UID");
            uids.add(uid);
        }
        return new ValueTest.OneOf(uids);
    }

    static Pattern pattern(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the pattern is wrong: " + e.getMessage(), e);
        }
    }
}
