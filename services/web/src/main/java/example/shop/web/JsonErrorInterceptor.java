package example.shop.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/**
 * Replaces Jackson's exceptions with ours. Theirs quote the input, and every exception is recorded on the span: a card
 * number in the wrong field would end up in a trace.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public class JsonErrorInterceptor implements ReaderInterceptor {

    static final String UNREADABLE = "The body could not be read to its end as UTF-8 JSON.";

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (JsonProcessingException json) {
            throw new BadRequestException(Detail.ofJson(json));
        } catch (IOException unread) {
            // Not text in any encoding, or a caller who disconnected or fell silent half-way.
            throw new BadRequestException(UNREADABLE);
        } catch (WebApplicationException refusal) {
            if (refusal.getCause() instanceof JsonProcessingException json) {
                throw new BadRequestException(Detail.ofJson(json));
            }
            throw refusal;
        }
    }
}
