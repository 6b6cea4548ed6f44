"""What `conference` tells parties it must not know."""

from django.dispatch import Signal

#: More people may be approved than before: the conference's capacity or a category's quota was raised.
#: Sent inside the transaction with `conference` and `now`.
capacity_changed = Signal()
