"""Where the server listens, and whether only this machine can reach it there."""

import socket
from dataclasses import dataclass
from ipaddress import ip_address


class HostUnknown(OSError):
    """No address belongs to the host's name."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address that a host's name means.

    Attributes:
        name: as it was named.
        loopback: that every address of this name is reached from this machine alone.
    """

    name: str
    family: socket.AddressFamily
    number: str
    port: int
    loopback: bool

    def listening(self) -> socket.socket:
        """A socket that listens there; whoever connects waits until they are let in.

        Raises:
            OSError: the address is in use, or is not this machine's.
        """
        taken = socket.socket(self.family, socket.SOCK_STREAM)
        try:
            # A server that has just ended leaves its address waiting.
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind((self.number, self.port))
            taken.listen()
        except OSError:
            taken.close()
            raise
        return taken


def resolve(host: str, port: int) -> Address:
    """What the name of a host means here; nothing means every address of this machine.

    Raises:
        HostUnknown: it means nothing.
    """
    try:
        found = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (OSError, UnicodeError) as error:  # not even a name
        raise HostUnknown(getattr(error, "strerror", None) or str(error)) from error
    # A client that is given a name of both kinds tries version 4 too, or nothing else.
    family, *_, (number, *_) = min(found, key=lambda each: each[0] != socket.AF_INET)
    alone = all(ip_address(str(each[4][0]).partition("%")[0]).is_loopback for each in found)
    return Address(host, family, str(number), port, alone)


def url_of(listening: socket.socket) -> str:
    """How a client names what listens."""
    number, port = listening.getsockname()[:2]
    return f"http://{f'[{number}]' if ':' in number else number}:{port}"
