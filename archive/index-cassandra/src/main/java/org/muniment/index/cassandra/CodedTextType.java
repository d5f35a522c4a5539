package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import org.muniment.archive.order.CodedText;

/** Type {@code coded_text}. */
final class CodedTextType {

    private CodedTextType() {}

    static UdtValue write(CodedText text, DataType type) {
        return ((UserDefinedType) type).newValue(text.code(), text.scheme(), text.text());
    }

    static CodedText read(UdtValue value) {
        return value == null
                ? CodedText.NONE
                : new CodedText(value.getString("code"), value.getString("scheme"), value.getString("display"));
    }
}
