"""Files that came in: which, from where, and what each row became."""

from piccolo.table import Table

from domain.database import columns
from domain.database.constraints import Index, Unique
from domain.organisation.tables import Person


class ImportBatch(Table):
    """One file that was imported whole; the same file from the same source imports once."""

    id = columns.key()
    kind = columns.code(40)
    source = columns.text(longest=200)
    file_name = columns.text(longest=400)
    digest = columns.binary(length=32)
    mapping = columns.json(default={})
    rows = columns.integer(minimum=0)
    created = columns.integer(minimum=0)
    changed = columns.integer(minimum=0)
    unchanged = columns.integer(minimum=0)
    gone = columns.integer(minimum=0)
    imported_by = columns.reference(Person)
    at = columns.moment()
    newest = Index("at desc", "id")


class ImportedRow(Table):
    """What a row of a source last said, by its key, and what it stands for here."""

    id = columns.key()
    kind = columns.code(40)
    source = columns.text(longest=200)
    external_key = columns.text()
    content = columns.json()
    subject = columns.identifier(index=True)
    batch = columns.reference(ImportBatch)
    gone_at = columns.moment(null=True)
    once = Unique("kind", "source", "external_key")


TABLES: tuple[type[Table], ...] = (ImportBatch, ImportedRow)
