"""Entries, occasions and looks are added and never changed; the application's role may not even try."""
from django.db import migrations

from goldenthread.record.rights import give

GUARDED = ("record_entry", "record_occasion", "record_look", "record_setting", "record_closureday", "record_source")

GUARD = """
create function never_changed() returns trigger language plpgsql as $$
begin
    raise exception 'Rows of % are added and never changed or removed. Record a correction instead.', tg_table_name
        using errcode = 'restrict_violation';
end $$;
"""

# The one change that the law asks for: the answers of an entry destroyed, with its salt, by the owner alone.
DESTROY = """
create function answers_destroyed_only() returns trigger language plpgsql as $$
begin
    if new.answers is null and new.salt is null and current_setting('goldenthread.destroying', true) = new.id::text
       and to_jsonb(new) - array['answers', 'salt', 'words'] = to_jsonb(old) - array['answers', 'salt', 'words'] then
        return new;
    end if;
    raise exception 'Entries are added and never changed. Record a correction instead.'
        using errcode = 'restrict_violation';
end $$;
create procedure destroy_answers(entry uuid) language plpgsql as $$
begin
    perform set_config('goldenthread.destroying', entry::text, true);
    update record_entry set answers = null, salt = null where id = entry;
    perform set_config('goldenthread.destroying', '', true);
end $$;
revoke all on procedure destroy_answers(uuid) from public;
"""


def triggers() -> str:
    parts = [GUARD, DESTROY]
    for table in GUARDED:
        changed = "answers_destroyed_only" if table == "record_entry" else "never_changed"
        parts.append(f"create trigger {table}_never_changed before update on {table} "
                     f"for each row execute function {changed}();")
        parts.append(f"create trigger {table}_never_removed before delete on {table} "
                     "for each row execute function never_changed();")
        parts.append(f"create trigger {table}_never_emptied before truncate on {table} "
                     "for each statement execute function never_changed();")
    return "\n".join(parts)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [
        migrations.RunSQL(triggers()),
        migrations.RunPython(
            give("record", added_only=("entry", "occasion", "look", "setting", "closureday", "source", "paper"))
        ),
    ]
