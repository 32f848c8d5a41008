"""PURE  Which addresses of the network are no business of a program that fetches public pages.

Our own table, from the special-purpose registries of IANA (RFC 6890 and its successors): `is_global` of Python 3.11
calls several of these public. IPv6 is judged the other way round: outside 2000::/3 nothing was ever given out.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

FORBIDDEN_4 = [
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # behind a carrier's NAT; some clouds keep their metadata there
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",  # looks public, and is the host of a virtual machine at Azure
        "169.254.0.0/16",  # link-local, and the metadata of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and the broadcast address
    )
]
# Outside it lie ::/96 and ::ffff:0:0/96 (IPv4 in disguise), 64:ff9b::/96 and 64:ff9b:1::/48 (NAT64), 100::/64,
# 5f00::/16, fc00::/7, fe80::/10, fec0::/10 and ff00::/8.
GIVEN_6 = ip_network("2000::/3")
FORBIDDEN_6 = [
    ip_network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
]


def is_forbidden(address: str) -> bool:
    """Whether `address`, as a resolver gives it, is not one of the public internet. What is no address is forbidden."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    if isinstance(found, IPv4Address):
        return any(found in network for network in FORBIDDEN_4)
    return _is_forbidden_6(found)


def _is_forbidden_6(address: IPv6Address) -> bool:
    return address not in GIVEN_6 or any(address in network for network in FORBIDDEN_6)
