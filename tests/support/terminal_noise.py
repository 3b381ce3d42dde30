"""Random sequences such as terminals send, known and unknown: ECMA-48, the protocol of kitty, and rubbish."""

from __future__ import annotations

import random

FINALS = [chr(code) for code in range(0x40, 0x7F)]
PARAMETERS = "0123456789:;<=>?"
INTERMEDIATES = " !\"#$%&'()*+,-./"


def random_sequence(chance: random.Random) -> str:
    """A sequence of ECMA-48, kitty's protocol or rubbish that is neither text nor a key of the line."""
    match chance.randrange(6):
        case 0:
            parameters = "".join(chance.choices(PARAMETERS, k=chance.randrange(12)))
            middle = "".join(chance.choices(INTERMEDIATES, k=chance.randrange(3)))
            return f"\x1b[{parameters}{middle}{chance.choice(FINALS)}"
        case 1:
            numbers = [str(chance.choice((0, 1, 2, 3, 5, 27, 97, 57399, 57450, 0x10FFFF, 0x110000, 10**9)))] * 2
            return f"\x1b[{':'.join(numbers)};{chance.randrange(300)}:3{chance.choice('u~ABCDEFHPQS')}"
        case 2:
            body = "".join(chance.choices("abc;:/0123 é", k=chance.randrange(40)))
            return f"\x1b{chance.choice(']PX^_')}{body}{chance.choice((chr(7), chr(0x1B) + chr(0x5C)))}"
        case 3:
            button, column, row = chance.randrange(300), chance.randrange(-9, 9999), chance.randrange(9999)
            return f"\x1b[<{button};{column};{row}{chance.choice('Mm')}"
        case 4:
            mode, setting, row = chance.randrange(3000), chance.randrange(9), chance.randrange(99)
            return f"\x1b[?{mode};{setting}$y\x1b[{row};{mode}R"
        case _:
            return chance.choice(("\x9b?1;2c", "\x1b[M\xff\xff\xff", "\x1b[I\x1b[O", "\x1b[[A", "\x1bOM\x1bO~"))
