package example.shop.__name__;

/** An item, as the API shows it. */
record ItemView(long id, String name) {}
