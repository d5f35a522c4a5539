package org.muniment.archive.object;

/**
 * One object being written, by one thread. Nothing of it is visible in the store before {@link #commit()} returns.
 *
 * <p>Throws {@link org.muniment.archive.error.ArchiveException} OUT_OF_SPACE or STORE_UNAVAILABLE; after any failure only
 * {@link #close()} may be called.
 */
public interface ObjectWriter extends AutoCloseable {

    void write(byte[] bytes, int offset, int length);

    /** Bytes written so far. */
    long size();

    /** Makes the bytes and their name durable, then visible. On return they survive a power cut. */
    StoredObject commit();

    /** Discards the object where it was not committed, leaving nothing behind; otherwise does nothing. */
    @Override
    void close();
}
