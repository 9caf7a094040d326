import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

# Names as they are compared: without accents, apostrophes or case; numbers and postcodes without spaces. The functions
# are said to be unchanging, so that indexes may stand on them, and name the extensions' schema, so that a restored copy
# has the same. A P between M and S or T is not heard (Thompson, Simpson). Double metaphone is in
# every version of PostgreSQL that we run on; Daitch-Mokotoff is not.
FUNCTIONS = r"""
create function plain_name(name text) returns text language sql immutable strict parallel safe
return btrim(regexp_replace(
    regexp_replace(upper(public.unaccent('public.unaccent', name)), '[''`’‘.]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'
));
create function plain_number(number text) returns text language sql immutable strict parallel safe
return upper(regexp_replace(number, '[^[:alnum:]]', '', 'g'));
create function name_sounds(name text) returns text[] language sql immutable strict parallel safe
begin atomic
    select coalesce(array_agg(distinct heard.sound), '{}')
    from unnest(string_to_array(plain_name(name), ' ')) as said(word),
         lateral (select regexp_replace(said.word, 'MP([ST])', 'M\1')) as spoken(word),
         lateral (values (public.dmetaphone(spoken.word)), (public.dmetaphone_alt(spoken.word))) as heard(sound)
    where heard.sound <> '';
end;
"""
FORGET = "drop function name_sounds(text); drop function plain_number(text); drop function plain_name(text);"


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0002_rights"),
        ("record", "0003_finding_words"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, FORGET),
        migrations.RemoveIndex(
            model_name="name",
            name="name_by_likeness",
        ),
        migrations.AddField(
            model_name="name",
            name="plain",
            field=models.GeneratedField(
                expression=models.Func(models.F("full"), function="plain_name"),
                db_persist=True,
                output_field=models.CharField(max_length=250),
            ),
        ),
        migrations.AddField(
            model_name="name",
            name="sounds",
            field=models.GeneratedField(
                expression=models.Func(models.F("full"), function="name_sounds"),
                db_persist=True,
                output_field=django.contrib.postgres.fields.ArrayField(models.TextField()),
            ),
        ),
        migrations.AddIndex(
            model_name="name",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("plain", name="gin_trgm_ops"),
                condition=models.Q(("known_until", None)),
                name="name_by_spelling",
            ),
        ),
        migrations.AddIndex(
            model_name="name",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("known_until", None)), fields=["sounds"], name="name_by_sound"
            ),
        ),
        migrations.AddIndex(
            model_name="address",
            index=models.Index(
                models.Func(models.F("postcode"), function="plain_number", output_field=models.CharField()),
                condition=models.Q(("known_until", None)),
                name="address_by_postcode",
            ),
        ),
        migrations.AddIndex(
            model_name="identifier",
            index=models.Index(
                models.Func(models.F("value"), function="plain_number", output_field=models.CharField()),
                condition=models.Q(("known_until", None)),
                name="identifier_by_number",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(condition=models.Q(("known_until", None)), fields=["born_on"], name="person_by_birth"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("known_until", None)), fields=["expected_on"], name="person_by_expected_birth"
            ),
        ),
    ]
