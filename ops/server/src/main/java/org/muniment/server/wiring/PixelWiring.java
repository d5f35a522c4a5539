package org.muniment.server.wiring;

import org.muniment.core.ObjectStores;
import org.muniment.core.pixel.PixelService;
import org.muniment.core.retrieve.FrameService;
import org.muniment.core.tier.TieredStore;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.transcode.FrameMemory;
import org.muniment.dicom.pixel.transcode.Transcoder;
import org.muniment.server.config.MunimentConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What decodes and encodes pixels, and the memory it may take. */
@Configuration(proxyBeanMethods = false)
class PixelWiring {
    private static final Logger log = LoggerFactory.getLogger(PixelWiring.class);

    /** What is missing is told now; what needs it is refused later, never guessed. */
    @Bean
    Codecs codecs() {
        Codecs codecs = Codecs.installed();
        codecs.missing().forEach(missing -> log.warn("Codec missing: {}", missing));
        return codecs;
    }

    @Bean
    FrameMemory frameMemory() {
        return FrameMemory.halfOfHeap();
    }

    @Bean
    Transcoder transcoder(Codecs codecs, FrameMemory memory, MunimentConfig config) {
        return new Transcoder(codecs, config.server().home().resolve("spool"), memory);
    }

    @Bean
    PixelService pixelService(TieredStore store, FrameService frames, Codecs codecs, FrameMemory memory) {
        return new PixelService(ObjectStores.of(store), frames, codecs, memory);
    }
}
