"""How phones join an open ring, for the stage and on paper."""

from __future__ import annotations

from typing import NamedTuple

from reciring.report.qr import wifi_qr_text


class Invitation(NamedTuple):
    """The address and the code of an open ring, and the Wi-Fi if it is known."""

    url: str
    code: str
    wifi_name: str = ""
    wifi_password: str = ""

    @property
    def link(self) -> str:
        """The text of the QR code that lets a phone join without typing."""
        return f"{self.url}/#{self.code}"

    @property
    def wifi_link(self) -> str:
        """The text of the QR code that lets a phone join the Wi-Fi; "" if it is not known."""
        return wifi_qr_text(self.wifi_name, self.wifi_password) if self.wifi_name else ""
