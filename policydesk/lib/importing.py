"""The mark that a dossier leaves on the records it brings in: whose they are, and what they were when it left them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

IMPORT_MARK = ("import_dossier", "import_sha256")  # bookkeeping: history leaves it out


class Imported(models.Model):
    """Mixin of records that dossiers may bring in. Empty marks: somebody made it here."""

    import_dossier = models.CharField(_("brought in by dossier"), max_length=80, blank=True, editable=False)
    import_sha256 = models.CharField(_("SHA-256 of what was brought in"), max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class ImportedByRef(Imported):
    """The same for records without a slug: `import_ref` is their key in dossiers."""

    import_ref = models.CharField(_("key in dossiers"), max_length=80, null=True, unique=True, editable=False)  # noqa: DJ001 - null is what a unique column allows twice

    class Meta:
        abstract = True
