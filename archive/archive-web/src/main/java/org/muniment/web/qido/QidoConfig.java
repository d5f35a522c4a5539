package org.muniment.web.qido;

/**
 * How searches are answered.
 *
 * @param maxResults most matches in one answer, of those whose number no study bounds (PS3.18 8.3.4.4.1); at least 1
 */
public record QidoConfig(int maxResults) {

    public QidoConfig {
        if (maxResults < 1) throw new IllegalArgumentException("maxResults must be at least 1");
    }
}
