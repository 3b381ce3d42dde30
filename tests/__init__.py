"""What reciring promises, checked."""
