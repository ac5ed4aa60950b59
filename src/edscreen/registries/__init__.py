"""What others say: state agencies' addresses, clearinghouses, and places where anyone may publish."""
