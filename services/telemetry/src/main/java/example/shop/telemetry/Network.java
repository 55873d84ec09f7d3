package example.shop.telemetry;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * A range of addresses.
 *
 * @param begin value of the prefix bits
 * @param bytes in an address: 4 for IPv4, 16 for IPv6
 * @param prefix number of leading bits that all its addresses share
 */
record Network(BigInteger begin, int bytes, int prefix) {

    /**
     * @param cidr such as {@code 10.0.0.0/8} or {@code fd00::/8}; a single address is a network of one
     * @throws IllegalArgumentException if it is neither
     */
    static Network of(String cidr) {
        String[] parts = cidr.strip().split("/", 2);
        InetAddress address = InetAddress.ofLiteral(parts[0]);
        int bits = address.getAddress().length * Byte.SIZE;
        int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("no network: " + cidr);
        }
        return new Network(number(address).shiftRight(bits - prefix), bits / Byte.SIZE, prefix);
    }

    boolean contains(InetAddress address) {
        int bits = address.getAddress().length * Byte.SIZE;
        return bits == bytes * Byte.SIZE
                && number(address).shiftRight(bits - prefix).equals(begin);
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
