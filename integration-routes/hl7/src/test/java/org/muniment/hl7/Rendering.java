package org.muniment.hl7;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.muniment.archive.report.Report;

/** Commands as text that can be read and compared: a line for each value that is there. */
final class Rendering {

    private final StringBuilder text = new StringBuilder();

    private Rendering() {}

    static String of(Collection<Command> commands) throws ReflectiveOperationException {
        Rendering rendering = new Rendering();
        for (Command command : commands) {
            rendering.text.append(command.getClass().getSimpleName()).append('\n');
            rendering.record((Record) command, "  ");
        }
        return rendering.text.toString();
    }

    private void record(Record record, String indent) throws ReflectiveOperationException {
        for (RecordComponent component : record.getClass().getRecordComponents())
            value(component.getName(), component.getAccessor().invoke(record), indent);
    }

    private void value(String name, Object value, String indent) throws ReflectiveOperationException {
        if (value instanceof Optional<?> optional) {
            if (optional.isPresent()) value(name, optional.get().equals("") ? "deleted" : optional.get(), indent);
        } else if (value instanceof Report.Document document) {
            line(indent, name, document.pdf().length + " bytes");
        } else if (value instanceof Collection<?> many) {
            Collection<?> ordered = value instanceof java.util.Set<?> set ? new TreeSet<>(set) : many;
            for (Object each : ordered) value(name, each, indent);
        } else if (value instanceof Record record && !isSimple(record)) {
            line(indent, name, "");
            record(record, indent + "  ");
        } else {
            String all = value instanceof Record record ? simple(record) : String.valueOf(value);
            if (!all.isEmpty()) line(indent, name, all);
        }
    }

    /** Of texts only. */
    private static boolean isSimple(Record record) {
        for (RecordComponent component : record.getClass().getRecordComponents())
            if (component.getType() != String.class) return false;
        return true;
    }

    private static String simple(Record record) throws ReflectiveOperationException {
        StringBuilder all = new StringBuilder();
        for (RecordComponent component : record.getClass().getRecordComponents())
            all.append(all.length() == 0 ? "" : " | ")
                    .append(component.getAccessor().invoke(record));
        String joined = all.toString();
        return joined.replace("|", "").isBlank() ? "" : joined;
    }

    private void line(String indent, String name, String value) {
        String oneLine = value.lines().collect(Collectors.joining("\n" + indent + "    "));
        text.append(indent).append(name);
        if (!oneLine.isEmpty()) text.append(": ").append(oneLine);
        text.append('\n');
    }
}
