"""The screens: ring, start, stage, help, command palette, search, save as."""
