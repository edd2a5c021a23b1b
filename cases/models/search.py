"""What can be searched: one row per piece of text, each with its topic, never one for a whole case."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from accounts.models import Organisation
from cases.models.case import Case


class SearchRow(models.Model):
    """The words of one record of a case; `source` names it, such as "concern:5"."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="search_rows")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=40, default="general")
    source = models.CharField(max_length=60)
    vector = SearchVectorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "source"], name="cases_searchrow_once"),
        ]
        indexes = [GinIndex(fields=["vector"], name="cases_searchrow_words")]

    def __str__(self) -> str:
        return self.source
