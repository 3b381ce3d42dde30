"""What keys, commands, pastes and clicks do in a ring."""
