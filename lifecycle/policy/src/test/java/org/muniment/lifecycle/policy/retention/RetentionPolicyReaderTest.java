package org.muniment.lifecycle.policy.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.lifecycle.policy.version.PolicyException;
import org.muniment.lifecycle.policy.yaml.PolicyFile;

class RetentionPolicyReaderTest {

    private static final String GOOD =
            """
            name: ours
            version: 3
            mandate: a law
            citation: its clause
            appliesTo: { facility: [A], not: { modality: SR } }
            rules:
              - name: minors
                when: { ageAt: { clock: studyDate, below: 18 } }
                keepUntil: { birthday: 28 }
              - name: others
                keepUntil: { clock: studyDate, plus: 10y }
            examples:
              - name: grown up
                facts: { facility: A, modality: CT, birth: 1980-01-01, studyDate: 2010-01-01 }
                today: 2026-06-01
                rule: others
                keepUntil: 2020-01-01
            """;

    @TempDir
    Path directory;

    @Test
    void shouldReadAPolicyAndTakeTheDigestSha256sumPrints() throws IOException {
        RetentionPolicy policy = read(GOOD);
        assertThat(policy.version()).hasToString("ours version 3");
        assertThat(policy.mandate()).isEqualTo("a law");
        assertThat(policy.rules()).extracting(RetentionRule::name).containsExactly("minors", "others");
        assertThat(read(GOOD + "# a comment\n").version()).isNotEqualTo(policy.version());
        Path abc = Files.writeString(directory.resolve("abc"), "name: abc");
        String digest = PolicyFile.read(abc, file -> file.digest().hex());
        assertThat(digest).isEqualTo("79d92f3833241a5b0f5f91ac301c423be7c4dfd6a6ae02fdf0ce14b0acf2f9d4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            mandate:       | mandat:              | unknown key mandat
            citation: its clause | citation: ''   | citation is missing
            version: 3     | version: three       | version is not a whole number
            version: 3     | version: 0           | the first is 1
            name: ours     | name: Our Policy     | name is 'Our Policy'
            facility: [A]  | hospital: [A]        | unknown key hospital in a condition
            facility: [A]  | facility: []         | facility has no value
            modality: SR   | within: { clock: studyDate, last: 5y } | unknown key within in a condition
            modality: SR   | imported: maybe      | imported is not true or false
            below: 18      | under: 18            | unknown key under
            below: 18      | from: 18, below: 18  | no age is from 18 below 18
            clock: studyDate, below | clock: examDate, below | clock is 'examDate'
            birthday: 28   | birthday: 28, or: 1  | birthday, or
            plus: 10y      | plus: ten years      | 'ten years' is not a span
            when: { age    | if: { age            | unknown key if
            today: 2026-06-01 | today: soon       | today is 'soon', not a date
            birth: 1980    | born: 1980           | unknown key born
            rule: others   | rule: minors         | example 'grown up' says 2020-01-01 by rule 'minors', but it is 2020-01-01 by rule 'others'
            keepUntil: 2020-01-01 | keepUntil: never | example 'grown up' says never
            version: 3     | version: 3\\nversion: 4 | duplicate key version
            """)
    void shouldNameTheFileAndWhatIsWrongInIt(String right, String wrong, String message) {
        assertThat(GOOD).contains(right);
        assertThatThrownBy(() -> read(GOOD.replace(right, wrong.replace("\\n", "\n"))))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("policy.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void shouldReadTheExampleOfTheReadme() throws IOException {
        String readme = Files.readString(Path.of("../../config/policies/README.md"));
        Matcher yaml = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(yaml.find()).isTrue();
        assertThat(read(yaml.group(1)).version()).hasToString("england-child version 1");
    }

    private RetentionPolicy read(String yaml) throws IOException {
        return RetentionPolicyReader.read(Files.writeString(directory.resolve("policy.yaml"), yaml));
    }
}
