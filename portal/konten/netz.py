"""Which addresses of the net the portal may ask: only those of the public internet."""

import ipaddress

# Public for Python, but not for us: IPv4 inside IPv6, once compatible (RFC 4291) or translated
# (RFC 2765, RFC 6052, RFC 8215); what was local to a site (RFC 3879); services of a provider's own
# net (RFC 6890); relays (RFC 7526); examples (RFC 9637); segment routing (RFC 9602).
REFUSED = [
    ipaddress.ip_network(name)
    for name in (
        "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "fec0::/10", "192.0.0.0/24",
        "192.88.99.0/24", "3fff::/20", "5f00::/16",
    )
]  # fmt: skip


def is_public(address):
    """Whether an IP address belongs to the public internet, also one wrapped into IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
    if any(part in network for network in REFUSED for part in (ip, inner)):
        return False
    return all(part.is_global and not part.is_multicast for part in (ip, inner))
