"""Which addresses of the network a program that fetches public pages may call."""

from ipaddress import ip_network

import pytest

from policydesk.lib.addresses import FORBIDDEN_4, FORBIDDEN_6, is_forbidden


@pytest.mark.parametrize(
    "address",
    [
        *"""0.0.0.0 10.255.255.255 100.127.255.255 127.0.0.1 127.255.255.255 168.63.129.16 169.254.169.254 172.31.0.1
    192.0.0.192 192.0.2.255 192.88.99.1 192.168.0.1 198.19.255.255 198.51.100.7 203.0.113.7 224.0.0.1 239.1.1.1
    240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:8.8.8.8 ::ffff:127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 100::1
    2001::1 2001:2::1 2001:1ff::1 2001:db8::1 2002:7f00:1:: 3fff::1 3fff:fff:ffff::1 4000::1 5f00::1 fc00::1
    fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1""".split(),
        *("", "localhost", "0177.0.0.1", "127.1", "2130706433", "1.2.3.4.5"),
    ],
)
def test_what_is_not_of_the_public_internet_is_forbidden(address):
    assert is_forbidden(address)


@pytest.mark.parametrize(
    "address",
    """1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 172.15.255.255 172.32.0.0
    192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 2001:200::1 2001:4860:4860::8888
    2003::1 2606:4700::1111 2a00:1450::1 3ffe::1""".split(),
)
def test_what_is_next_to_it_is_not(address):
    assert not is_forbidden(address)


def test_first_and_last_address_of_every_forbidden_network_are_forbidden():
    ends = [str(network[place]) for network in (*FORBIDDEN_4, *FORBIDDEN_6) for place in (0, -1)]
    assert [address for address in ends if not is_forbidden(address)] == []
    assert all(network.subnet_of(ip_network("2000::/3")) for network in FORBIDDEN_6)  # the rest is outside anyhow
