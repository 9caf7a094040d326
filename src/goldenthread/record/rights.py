"""What the application's role may do to our own tables: add to the record, never change it."""

from collections.abc import Callable

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

APPLICATION = "goldenthread_app"


def guard(table: str) -> str:
    """A trigger that lets nobody, the owner either, change or remove a row that stands."""
    return "\n".join(
        f"create trigger {table}_{name} before {what} on {table} for each {each} execute function never_changed();"
        for name, what, each in (
            ("never_changed", "update", "row"),
            ("never_removed", "delete", "row"),
            ("never_emptied", "truncate", "statement"),
        )
    )


Give = Callable[[Apps, BaseDatabaseSchemaEditor], None]


def give(app: str, *, added_only: tuple[str, ...] = ()) -> Give:
    """A migration's step: the rights on every table that this room has by then."""

    def do(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            table = editor.quote_name(model._meta.db_table)
            rights = "select, insert" if model._meta.model_name in added_only else "select, insert, update, delete"
            editor.execute(f"grant {rights} on {table} to {APPLICATION}")

    return do
