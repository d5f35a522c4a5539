package org.muniment.server.config;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Hints about series that are being stored. Nothing in it matters when lost.
 *
 * @param enabled whether this server starts a cache member at all
 */
public record CacheSettings(@DefaultValue("true") boolean enabled) {}
