package example.shop.users;

/** A user in a list. */
record UserView(long id, String name) {

    static UserView of(User user) {
        return new UserView(user.id(), user.name());
    }
}
