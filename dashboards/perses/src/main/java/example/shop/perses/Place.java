package example.shop.perses;

import example.shop.signals.FatalException;

/**
 * Where in the dashboards something stands, for messages.
 *
 * @param file name of the dashboard's file
 * @param part such as {@code panel 'Requests per Second'}; empty for the whole file
 */
record Place(String file, String part) {

    Place at(String kind, String name) {
        return new Place(file, kind + " '" + name + "'");
    }

    /** The failure of a dashboard that no conversion is known for. */
    FatalException unreadable(String why) {
        return new FatalException(
                "Perses cannot show " + file + (part.isEmpty() ? "" : ", " + part) + ": " + why + ".");
    }
}
