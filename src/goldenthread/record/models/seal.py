"""Which seals were made. The seals themselves stand outside the database."""

from django.db import models


class SealMade(models.Model):
    """A seal that was made, and its digest: one that is gone from the folder is missed. Added, never changed."""

    at = models.DateTimeField()
    digest = models.BinaryField(max_length=32)
