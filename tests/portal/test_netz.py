"""Which addresses the portal asks: none inside a network, however it is dressed up."""

import pytest

from portal.konten.netz import is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1",
        "192.0.0.1", "192.0.0.9", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1",
        "feff::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:192.0.0.9",
        "::ffff:224.0.0.1", "2002:7f00:1::", "2002:c000:9::", "2002:e000:1::", "2001:db8::1",
        "2001:0:a00:1::", "64:ff9b:1::1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "::127.0.0.1", "::10.0.0.1", "::ffff:0:7f00:1", "3fff::1", "5f00::1", "192.88.99.1",
        "::ffff:192.88.99.1", "2002:c058:6301::1",
    ],
)  # fmt: skip
def test_address_inside_is_not_public(address):
    assert is_public(address) is False


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_address_of_the_internet_is_public(address):
    assert is_public(address) is True
