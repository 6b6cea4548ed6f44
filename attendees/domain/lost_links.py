"""A lost personal link is sent again to the mailbox it belongs to: of delegates and of focal points."""

from datetime import datetime

from attendees.domain import focal_points, notices


def send(address: str, *, now: datetime) -> None:
    """Send every link of a mailbox to that mailbox; an unknown one gets nothing, and nobody learns which it was."""
    notices.send_lost_links(address, now=now)
    focal_points.send_lost_links(address, now=now)
