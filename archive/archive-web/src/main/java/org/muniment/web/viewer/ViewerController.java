package org.muniment.web.viewer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The addresses people and other systems know. {@code /viewer/} lists studies; {@code /viewer?StudyInstanceUIDs=…} opens
 * them, which OHIF itself does at {@code /viewer/viewer}.
 */
@Controller
final class ViewerController {

    private final ViewerFiles files;

    ViewerController(ViewerFiles files) {
        this.files = files;
    }

    @GetMapping("/")
    ResponseEntity<Void> start() {
        return redirect("/viewer/");
    }

    @GetMapping("/viewer")
    ResponseEntity<Void> open(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null) return redirect("/viewer/");
        boolean study = query.toLowerCase(Locale.ROOT).contains("studyinstanceuids=");
        return redirect((study ? "/viewer/viewer?" : "/viewer/?") + query);
    }

    private static ResponseEntity<Void> redirect(String target) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, target)
                .build();
    }

    @GetMapping("/viewer/")
    String list() {
        if (!files.arePrepared())
            throw new ArchiveException(
                    ErrorCode.NOT_FOUND, "The viewer is not installed on this server; see ops/viewer");
        return "forward:/viewer/index.html";
    }
}
