"""What `conference` tells parties it must not know, and what it asks them."""

from django.dispatch import Signal

#: More people may be approved than before: the conference's capacity or a category's quota was raised.
#: Sent inside the transaction with `conference` and `now`.
capacity_changed = Signal()
#: Which of the conferences have no place left? Sent with `conferences`; each receiver answers with the ids it knows.
places_asked = Signal()
