package example.shop.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/**
 * A request that is understood and turned down for the shop's own reason. Its problem body has the type
 * {@code urn:shop:problem:<kind>}.
 */
public final class Refusal extends WebApplicationException {

    private static final long serialVersionUID = 1;

    private final String kind;
    private final String title;

    /**
     * @param status HTTP status of the answer
     * @param kind last part of the problem's type, in lower case with hyphens; callers may branch on it
     * @param title name of this kind, for people
     * @param detail the error in this request, for people; must hold no secret
     */
    public Refusal(int status, String kind, String title, String detail) {
        super(detail, status);
        this.kind = kind;
        this.title = title;
    }

    /**
     * A refusal that is worth a retry.
     *
     * @param retryAfter seconds until then, sent as {@code Retry-After}
     */
    public Refusal(int status, String kind, String title, String detail, int retryAfter) {
        super(
                detail,
                Response.status(status)
                        .header(HttpHeaders.RETRY_AFTER, retryAfter)
                        .build());
        this.kind = kind;
        this.title = title;
    }

    /** HTTP status of the answer. */
    public int status() {
        return getResponse().getStatus();
    }

    /** The name of this kind, for people. */
    public String title() {
        return title;
    }

    /** Last part of the problem's type, in lower case with hyphens. */
    public String kind() {
        return kind;
    }

    Problem problem(String instance) {
        return Problem.of(URI.create("urn:shop:problem:" + kind), title, status(), getMessage(), instance);
    }
}
