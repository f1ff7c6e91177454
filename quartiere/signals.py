"""What Django itself does not tell: many rows of a model changed by one statement.

Whoever uses `update()`, `bulk_create()` or `bulk_update()` on rows that readers see sends
`rows_changed` with the model as sender and `keys`, in the same transaction. Only what is derived
from the rows listens (docs/decisions).
"""

from django.dispatch import Signal

rows_changed = Signal()
