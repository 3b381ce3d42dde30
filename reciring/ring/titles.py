"""What the steps of a ring, and the kinds of offers, are called wherever they are shown."""

from __future__ import annotations

from reciring.ring.message import N_
from reciring.ring.session import Kind, Phase

PHASES = {
    Phase.PREPARE: N_("Preparation"),
    Phase.INTRODUCTION: N_("Introduction"),
    Phase.FORMULATE: N_("Questions"),
    Phase.ROUND: N_("Round"),
    Phase.REFLECT: N_("Reflection"),
    Phase.DONE: N_("Done"),
}
KINDS = {Kind.TIP: N_("tip"), Kind.CONTACT: N_("contact"), Kind.TOOL: N_("tool"), Kind.HELP: N_("help")}
