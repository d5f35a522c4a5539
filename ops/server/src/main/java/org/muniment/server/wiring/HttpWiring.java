package org.muniment.server.wiring;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.muniment.server.config.HttpSettings;
import org.muniment.server.config.MunimentConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.Cookie.SameSite;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.boot.web.server.servlet.Session;
import org.springframework.boot.web.server.servlet.Session.SessionTrackingMode;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The HTTP listener and what it keeps of browsers. */
@Configuration(proxyBeanMethods = false)
class HttpWiring {

    private static final Logger log = LoggerFactory.getLogger(HttpWiring.class);

    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> httpListener(MunimentConfig config) {
        return factory -> {
            InetAddress address = address(config.http().bind());
            factory.setAddress(address);
            factory.setPort(config.server().httpPort());
            HttpSettings.Tls tls = config.http().tls();
            if (tls.isOn()) factory.setSsl(ssl(tls));
            else if (!address.isLoopbackAddress())
                log.warn(
                        "HTTP listens on {} without TLS: passwords and images can be read on the way",
                        config.http().bind());
            factory.setSession(session(config));
        };
    }

    /**
     * Images go out in pieces as large as they are read, by default each is cut into pieces of 8 kB, a system call each; and from where the
     * system takes them, else each piece is copied there first.
     */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> largeWrites() {
        return factory -> factory.addConnectorCustomizers(connector -> {
            connector.setProperty("socket.appWriteBufSize", String.valueOf(1 << 16));
            connector.setProperty("socket.directBuffer", "true");
        });
    }

    private static InetAddress address(String bind) {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("muniment.http.bind: unknown address " + bind, e);
        }
    }

    private static Ssl ssl(HttpSettings.Tls tls) {
        Ssl ssl = new Ssl();
        ssl.setKeyStore("file:" + tls.keyStore());
        ssl.setKeyStorePassword(tls.keyStorePassword());
        ssl.setKeyStoreType(tls.keyStoreType());
        ssl.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        return ssl;
    }

    /** Lax, as links of other systems lead into the viewer. Tomcat adds Secure where the connection is. */
    private static Session session(MunimentConfig config) {
        Session session = new Session();
        session.setTimeout(config.access().sessionTimeout());
        session.setTrackingModes(Set.of(SessionTrackingMode.COOKIE));
        session.getCookie().setHttpOnly(true);
        session.getCookie().setSameSite(SameSite.LAX);
        return session;
    }
}
