package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.net.dimse.CommandField;

class StatusTableTest {

    @Test
    void shouldAgreeWithWhatAStatusSaysOfItself() {
        assertThat(StatusTable.rows()).hasSizeGreaterThan(40).allSatisfy(row -> {
            for (int code : new int[] {row.from(), row.to()}) {
                DimseStatus status = DimseStatus.of(code);
                StatusTable.Category category = status.isSuccess()
                        ? StatusTable.Category.SUCCESS
                        : status.isPending()
                                ? StatusTable.Category.PENDING
                                : status.isCancel()
                                        ? StatusTable.Category.CANCEL
                                        : status.isWarning()
                                                ? StatusTable.Category.WARNING
                                                : StatusTable.Category.FAILURE;
                assertThat(category).as("%04X", code).isEqualTo(row.category());
            }
            assertThat(row.clause()).matches("PS3\\.[47] .+");
        });
    }

    @Test
    void shouldExplainEveryConstant() throws IllegalAccessException {
        for (var field : DimseStatus.class.getFields()) {
            if (field.getType() != DimseStatus.class || !Modifier.isStatic(field.getModifiers())) continue;
            DimseStatus status = (DimseStatus) field.get(null);
            assertThat(EnumSet.allOf(CommandField.class))
                    .as(field.getName())
                    .anyMatch(operation -> StatusTable.row(operation, status).isPresent());
        }
    }

    @Test
    void shouldTellOperationsApart() {
        DimseStatus b000 = DimseStatus.of(0xB000);
        assertThat(StatusTable.row(CommandField.C_STORE, b000).orElseThrow().meaning())
                .isEqualTo("Coercion of data elements");
        assertThat(StatusTable.row(CommandField.C_GET, b000).orElseThrow().meaning())
                .startsWith("Sub-operations complete");
        assertThat(StatusTable.row(CommandField.C_ECHO, b000)).isEmpty();
    }

    @Test
    void shouldKeepCommentsToWhatAnErrorCommentCanHold() {
        assertThat(DimseStatus.of(0x0110, "x".repeat(100)).comment()).hasSize(64);
        assertThat(DimseStatus.of(0x0110, "über\\\n").comment()).isEqualTo("?ber??");
    }

    @Test
    void shouldTravelInACommand() {
        DimseStatus status = DimseStatus.of(0xA900, "no")
                .withOffendingElements(0x00100020, 0x7FE00010)
                .withErrorId(0xA710);
        var request = org.muniment.dicom.net.dimse.Command.request(CommandField.C_ECHO, 1, "1.2", false);
        assertThat(Statuses.of(Statuses.respond(request, status, false))).isEqualTo(status);
        assertThat(Arrays.asList(0x00100020, 0x7FE00010)).isEqualTo(List.copyOf(status.offendingElements()));
    }
}
