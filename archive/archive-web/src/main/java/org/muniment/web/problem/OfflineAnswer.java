package org.muniment.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;

/** What is answered to who wants something that is on an offline tier. */
@FunctionalInterface
public interface OfflineAnswer {

    /** Empty where it is told as any other failure. */
    Optional<ResponseEntity<Object>> of(HttpServletRequest request);
}
