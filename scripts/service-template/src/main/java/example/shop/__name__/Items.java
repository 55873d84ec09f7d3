package example.shop.__name__;

import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reads items; each read has a span, a count and a log line. */
@ApplicationScoped
class Items {

    private static final Logger LOG = Logger.getLogger(Items.class);

    private final ItemRepository items;
    private final ItemCounter counter;

    Items(ItemRepository items, ItemCounter counter) {
        this.items = items;
        this.counter = counter;
    }

    @WithSpan("get-item-by-id")
    Optional<ItemView> byId(@SpanAttribute("item.id") long id) {
        Optional<ItemView> item = items.byId(id).map(Item::view);
        counter.read(item.isPresent());
        LOG.infof("Item %d %s", id, item.isPresent() ? "found" : "does not exist");
        return item;
    }
}
