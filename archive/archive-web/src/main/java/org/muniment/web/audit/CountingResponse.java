package org.muniment.web.audit;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** Counts the bytes of an answer's body. */
final class CountingResponse extends HttpServletResponseWrapper {

    private Counting counting;

    CountingResponse(HttpServletResponse response) {
        super(response);
    }

    long written() {
        return counting == null ? 0 : counting.written;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (counting == null) counting = new Counting(super.getOutputStream());
        return counting;
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        if (counting != null) counting.written = 0;
    }

    private static final class Counting extends ServletOutputStream {

        private final ServletOutputStream out;
        private long written;

        Counting(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            written++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            written += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
