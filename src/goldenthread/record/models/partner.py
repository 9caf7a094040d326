"""What a partner's professional writes to us: kept while they write it, and as they sent it."""

from django.db import models

from goldenthread.record.models.organisation import Post, Worker


class PartnerReferral(models.Model):
    """A referral by the partners' form. Sending it makes the contacts, one for each child, under its key.

    `typed` is each answer as it was typed, by the name of its question. What was sent stands as it was sent: it is the
    sender's own copy, and the record's part of it are the contacts.
    """

    id = models.UUIDField(primary_key=True)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    typed = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["post", "-begun_at"], name="partner_referral_by_post")]

    def __str__(self) -> str:
        return f"{self.pk}, {'sent' if self.sent_at else 'being written'}"


class PartnerPaper(models.Model):
    """A document that goes with a referral. `content` is here until it is sent; then each child's record has it."""

    referral = models.ForeignKey(PartnerReferral, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=100)
    size = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)
    content = models.BinaryField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
