"""The poster for the wall: the address and the code that phones need to join, and the Wi-Fi."""

from __future__ import annotations

from typing import Any

from reciring.locale import Translator
from reciring.report.invitation import Invitation
from reciring.report.markdown import escape
from reciring.report.qr import qr_svg
from reciring.report.wording import ring_subtitle, ring_title
from reciring.ring.session import Session


def poster_data(session: Session, t: Translator, invitation: Invitation) -> dict[str, Any]:
    """Return the data for ``poster.typ``, without the QR codes."""
    return {
        "language": t.language,
        "title": t("Poster – {title}", title=ring_title(session, t)),
        "head": ring_title(session, t),
        "subtitle": ring_subtitle(session, t),
        "wifi_name": invitation.wifi_name,
        "wifi_password": invitation.wifi_password,
        "words": _words(t),
        "foot": "",
    }


def qr_images(invitation: Invitation | None, t: Translator) -> dict[str, Any]:
    """Return the QR codes for a template with their descriptions; empty texts for those that are missing."""
    link, wifi = (invitation.link, invitation.wifi_link) if invitation else ("", "")
    return {
        "url": invitation.url if invitation else "",
        "code": invitation.code if invitation else "",
        "qr": qr_svg(link) if link else "",
        "qr_alt": t("QR code: join with your phone"),
        "wifi_qr": qr_svg(wifi) if wifi else "",
        "wifi_word": t("Wi-Fi"),
        "wifi_alt": t("QR code: Wi-Fi"),
    }


def poster_markdown(session: Session, t: Translator, invitation: Invitation) -> str:
    """Return the address, the code and the Wi-Fi as Markdown."""
    words = _words(t)
    lines = [f"# {escape(ring_title(session, t))}", "", words["join"], ""]
    if invitation.wifi_name:
        lines.append(f"- {words['wifi']}: **{escape(invitation.wifi_name)}**")
        if invitation.wifi_password:
            lines.append(f"- {words['password']}: **{escape(invitation.wifi_password)}**")
    return "\n".join(
        [*lines, f"- {words['address']}: {invitation.url}", f"- {words['code']}: **{invitation.code}**", ""]
    )


def _words(t: Translator) -> dict[str, str]:
    return {
        "join": t("Join with your phone"),
        "address": t("Address"),
        "code": t("Code"),
        "wifi": t("Wi-Fi"),
        "password": t("Password"),
    }
