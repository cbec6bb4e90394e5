package io.tentabo.kit.security;

import java.net.InetAddress;

/** Tells addresses of the Internet from those that lead into our own network. */
public final class PublicAddresses {

    private PublicAddresses() {}

    /** Whether an address that a tenant has chosen may be called: it belongs to nobody's inner network. */
    public static boolean contain(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (bytes.length == 4) {
            boolean carrierGrade = first == 100 && second >= 64 && second < 128;
            boolean benchmark = first == 198 && (second == 18 || second == 19);
            boolean protocolAssignments = first == 192 && second == 0;
            return first != 0 && first < 240 && !carrierGrade && !benchmark && !protocolAssignments;
        }
        boolean uniqueLocal = (first & 0xfe) == 0xfc;
        boolean translated = (first == 0 && second == 0x64) || (first == 0x20 && second == 0x02);
        return !uniqueLocal && !translated;
    }
}
