"""The official page: letterhead, subject, addressees, signature, stamps, annexes."""
