-- The second lock. Python decides and writes its decisions as rows (grants); here the database reads the same rows and
-- shows, to the role that pages are served in, nothing else. Written anew by every migration, so that it can be read
-- and reviewed as one page.
--
--   goldenthread_app      what a person is served in: sees what their grants open, writes drafts and looks
--   goldenthread_engine   works out a whole record while one is being recorded, and finds candidates; timed jobs
--   goldenthread_counts   counts everybody in a figure's scope, and can read no name and no word that anybody wrote
--
-- Who asks stands in goldenthread.worker, .teams, .manages, .covers, .duty and .actor for the length of one transaction
-- (access.acting).
-- Whoever says nothing sees nothing.

create schema if not exists second_lock;
grant usage on schema second_lock to goldenthread_app, goldenthread_engine, goldenthread_counts;

create or replace function second_lock.worker() returns bigint language sql stable parallel safe
return nullif(current_setting('goldenthread.worker', true), '')::bigint;

create or replace function second_lock.teams() returns bigint[] language sql stable parallel safe
return string_to_array(nullif(current_setting('goldenthread.teams', true), ''), ',')::bigint[];

create or replace function second_lock.covers() returns bigint[] language sql stable parallel safe
return string_to_array(nullif(current_setting('goldenthread.covers', true), ''), ',')::bigint[];

create or replace function second_lock.on_duty() returns boolean language sql stable parallel safe
return coalesce(current_setting('goldenthread.duty', true), '') = 'yes';

create or replace function second_lock.manages() returns boolean language sql stable parallel safe
return coalesce(current_setting('goldenthread.manages', true), '') = 'yes';

-- Compartment.CHILD: the part of a record that most of a child's work is in.
create or replace function second_lock.child_part() returns text language sql immutable parallel safe
return 'child''s record';

-- What the handbook says of steps and pathways, as far as the lock must know it.
create table if not exists second_lock.step (
    key text primary key, opens_record boolean not null, parts_records boolean not null
);
alter table second_lock.step add if not exists gives_reason boolean not null default false,
    add if not exists written_from text, add if not exists by_roles text[] not null default '{}',
    add if not exists lasting boolean not null default false;
create table if not exists second_lock.lifelong (pathway text primary key);

-- Every subject that the records of these stand for.
create or replace function second_lock.whole(ids uuid[]) returns uuid[]
language sql stable security definer set search_path = public, pg_temp
begin atomic
    with stands as (select coalesce(merged_into_id, id) as id from record_subject where id = any(ids))
    select coalesce(array_agg(one.id), '{}') from (
        select id from stands
        union select joined.id from stands join record_subject joined on joined.merged_into_id = stands.id
    ) one;
end;

-- Whose records a worker never sees, whatever grants say: their own, and those of their relatives, friends and
-- neighbours, from both ends, and by a parent whom two children share. Most workers have none, and are asked no more
-- than that. Somebody's teacher or doctor is no relative.
create or replace function second_lock.barred(asks bigint) returns uuid[]
language plpgsql stable parallel safe security definer set search_path = public, pg_temp as $$
declare
    own uuid[]; kin uuid[]; parents uuid[]; siblings uuid[];
begin
    if not exists (select from record_workshere tie where tie.worker_id = asks and tie.known_until is null) then
        return '{}';
    end if;
    own := second_lock.whole(array(select about_id from record_workshere
        where worker_id = asks and known_until is null));
    kin := second_lock.whole(array(
        select case when tie.about_id = any(own) then tie.other_id else tie.about_id end from facts_relationship tie
        where tie.known_until is null and (tie.about_id = any(own) or tie.other_id = any(own))
            and not tie.kind in ('teacher', 'health visitor', 'doctor', 'police officer', 'other professional')));
    parents := second_lock.whole(array(
        select other_id from facts_relationship where known_until is null and about_id = any(own)
            and kind in ('mother', 'father', 'parent', 'step-parent')
        union select about_id from facts_relationship where known_until is null and other_id = any(own)
            and kind in ('child', 'step-child')));
    siblings := second_lock.whole(array(
        select about_id from facts_relationship where known_until is null and other_id = any(parents)
            and kind in ('mother', 'father', 'parent', 'step-parent')
        union select other_id from facts_relationship where known_until is null and about_id = any(parents)
            and kind in ('child', 'step-child')));
    return own || kin || siblings;
end $$;

create or replace function second_lock.barred() returns uuid[] language sql stable parallel safe
return second_lock.barred(second_lock.worker());

-- Does somebody's need to know come to whoever acts for them while they are away? What their work gives does; what they
-- gave a reason for, what they are named on because few may know, and what they said of a colleague does not.
create or replace function second_lock.passes_on(subject uuid, part text, until timestamptz) returns boolean
language sql stable security definer cost 1000 set search_path = public, pg_temp
return until is null and not part in ('staff', 'openings') and not exists (
    select from record_restriction closed, record_subject its
    where its.id = subject and closed.about_id in (its.id, its.merged_into_id) and closed.known_until is null);

-- The grants that whoever asks holds at this moment. One that was given for some hours lapses by itself.
create or replace view second_lock.held as
select held.about_id, held.compartment, held.until from record_grant held
where held.known_until is null and (held.until is null or held.until > now())
    and (held.worker_id = (select second_lock.worker()) or held.team_id = any((select second_lock.teams())::bigint[])
        or held.worker_id = any((select second_lock.covers())::bigint[])
            and second_lock.passes_on(held.about_id, held.compartment, held.until))
    and (not held.managing or (select second_lock.manages()))
    and not held.about_id = any((select second_lock.barred())::uuid[]);

-- Is any part of this record open to whoever asks? The one record is looked up, of a whole authority's.
create or replace function second_lock.holds(subject uuid) returns boolean
language sql stable security definer cost 1000 set search_path = public, pg_temp
return exists (select from second_lock.held where held.about_id = subject offset 0);

-- Nobody outside may know that it is there: restricted, sealed, or whoever asks is of the family.
create or replace function second_lock.hidden(subject uuid, asks bigint) returns boolean
language sql stable security definer cost 1000 set search_path = public, pg_temp
return exists (
    select from record_restriction closed, record_subject its
    where its.id = subject and closed.about_id in (its.id, its.merged_into_id) and closed.known_until is null
) or subject = any(second_lock.barred(asks));

-- Neither a team's work nor its duty opens it: sealed, or whoever asks is of the family.
create or replace function second_lock.shut(subject uuid, asks bigint) returns boolean
language sql stable security definer cost 1000 set search_path = public, pg_temp
return exists (
    select from record_restriction closed, record_subject its
    where its.id = subject and closed.about_id in (its.id, its.merged_into_id) and closed.known_until is null
        and closed.kind = 'sealed'
) or subject = any(second_lock.barred(asks));

-- May a record be opened for a while by whoever gives a reason? A person's, if it is there and hidden from nobody.
create or replace function second_lock.may_ask(subject uuid, asks bigint) returns boolean
language sql stable security definer cost 1000 set search_path = public, pg_temp
return exists (
    select from record_subject person where person.id = subject and person.kind = 'person' and person.position > 0
) and not second_lock.hidden(subject, asks);

-- Somebody who is nobody's work, named in the network of a child whose record is open (casework.access.kin asks here).
create or replace function second_lock.around(subject uuid, asks bigint, theirs bigint[]) returns boolean
language plpgsql stable security definer cost 1000 set search_path = public, pg_temp as $$
begin
    -- Most are somebody's work, and that is quickly seen.
    if exists (
        select from record_episode work where work.about_id = subject and work.known_until is null
            and not work.pathway in (select pathway from second_lock.lifelong)
    ) then
        return false;
    end if;
    return exists (
        select from facts_relationship kin
        where kin.other_id = any(array(select subject
                union all select joined.id from record_subject joined where joined.merged_into_id = subject))
            and kin.known_until is null
            -- A handful of relatives, each looked up: never all that somebody holds, which may be a whole authority's.
            and exists (
                select from record_grant held
                where held.about_id = kin.about_id and held.known_until is null
                    and (held.until is null or held.until > now())
                    and held.compartment = second_lock.child_part()
                    and (held.worker_id = asks or held.team_id = any(theirs)
                        or held.worker_id = any(second_lock.covers())
                            and second_lock.passes_on(held.about_id, held.compartment, held.until))
                    and not held.about_id = any(second_lock.barred(asks)) offset 0)
    ) and not second_lock.hidden(subject, asks);
end $$;

create or replace function second_lock.around(subject uuid) returns boolean
language sql stable security definer cost 5000 set search_path = public, pg_temp
return second_lock.around(subject, second_lock.worker(), second_lock.teams());

-- May the child's part of this record be opened by whoever asks?
create or replace function second_lock.opens(subject uuid) returns boolean
language sql stable security definer cost 5000 set search_path = public, pg_temp
return current_setting('goldenthread.actor', true) like 'chore:%' or exists (
    select from second_lock.held where held.about_id = subject and held.compartment = second_lock.child_part()
) or second_lock.around(subject);

-- May the person who asks write this step here? Asked of every entry, whichever role writes it.
create or replace function second_lock.may_write(subject uuid, part text, step text) returns boolean
language sql stable security definer set search_path = public, pg_temp
return exists (
    select from second_lock.held where held.about_id = subject
        and held.compartment in (part, (select writing.written_from from second_lock.step writing where writing.key = step))
        and (held.until is null or not exists (
            select from second_lock.step closing where closing.key = step and closing.lasting))
) or exists (
    select from record_subject new where new.id = subject and new.position = 0
) or exists (
    select from second_lock.step opening, record_team team
    where opening.key = step and opening.opens_record and team.duty and team.id = any(second_lock.teams())
        and second_lock.on_duty() and not second_lock.shut(subject, second_lock.worker())
) or exists (
    select from second_lock.step giving, record_post post
    where giving.key = step and giving.gives_reason and post.id::text = current_setting('goldenthread.actor', true)
        and post.role = any(giving.by_roles) and second_lock.may_ask(subject, second_lock.worker())
) or (second_lock.child_part() in (part, (select writing.written_from from second_lock.step writing where writing.key = step))
    and second_lock.around(subject));

create or replace function second_lock.refuse_without_need() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    -- What needs no look at a table is asked by itself: PostgreSQL then plans nothing, for each of millions of entries.
    if new.corrects_id is not null then
        if exists (select from second_lock.step giving where giving.key = new.step and giving.gives_reason) then
            raise exception 'That somebody opened the record stands as it was.' using errcode = 'insufficient_privilege';
        end if;
    end if;
    if current_setting('goldenthread.actor', true) like 'chore:%' then
        return new;
    end if;
    if second_lock.may_write(new.about_id, new.compartment, new.step)
        -- What a step brings with it, or puts right with it, is written by right of that step.
        or exists (select from record_entry main where main.key = new.key and main.about_id = new.about_id
            and main.nth < new.nth and (new.follows_id in (main.id, main.corrects_id)
                or exists (select from record_entry brought where brought.id = new.corrects_id
                    and brought.follows_id = main.corrects_id))) then
        return new;
    end if;
    raise exception 'An entry needs a need to know of the record that it is about.'
        using errcode = 'insufficient_privilege';
end $$;
drop trigger if exists record_entry_needs_to_know on record_entry;
create trigger record_entry_needs_to_know before insert on record_entry
    for each row execute function second_lock.refuse_without_need();

-- The last row of a table that is only added to of which all before it are settled: whoever is writing to it is waited
-- for, and nobody begins meanwhile. For seals; the application itself may lock nothing that it may not change.
create or replace function second_lock.settled(tablename text) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    last bigint;
begin
    if not exists (select from pg_trigger where tgrelid = tablename::regclass and tgname like '%never_removed') then
        raise exception '% is not a table that is only added to.', tablename using errcode = 'insufficient_privilege';
    end if;
    execute format('lock table %I in share mode', tablename);
    execute format('select coalesce(max(id), 0) from %I', tablename) into last;
    return last;
end $$;

-- May a form be about this person, by right of whoever begins it? As its entry may, once it is complete.
create or replace function second_lock.may_begin(draft uuid, subject uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
return exists (select from record_draft its where its.id = draft
    and (second_lock.may_write(subject, its.compartment, its.step)
        or exists (select from second_lock.step opening, record_team team where opening.key = its.step
            and opening.opens_record and team.duty and team.id = any((select second_lock.teams())::bigint[]))
            and not second_lock.shut(subject, second_lock.worker())));

-- Which entries the parting of two records gave to one of them, and to which. Whoever parts two records last decides; a
-- parting that was put right counts as put right.
create or replace function second_lock.given(known timestamptz) returns table (entry uuid, subject uuid)
language sql stable security definer set search_path = public, pg_temp
begin atomic
    select (jsonb_array_elements_text(parted.answers -> said.which))::uuid,
           case said.which when 'theirs' then parted.about_id else (parted.answers ->> 'from')::uuid end
    from second_lock.step regroups
    -- Each of these few steps looked up, of all that was ever written.
    cross join lateral (select * from record_entry where record_entry.step = regroups.key offset 0) parted
    cross join (values ('theirs'), ('ours')) said(which)
    where regroups.parts_records and jsonb_typeof(parted.answers -> said.which) = 'array'
        and (known is null or parted.known_at <= known)
        and not exists (select from record_entry later where later.corrects_id = parted.id
            and (known is null or later.known_at <= known))
    order by parted.known_at;
end;

create or replace function second_lock.given_to_mine() returns setof uuid
language sql stable security definer set search_path = public, pg_temp
begin atomic
    select given.entry from second_lock.given(null) given
    join record_entry on record_entry.id = given.entry
    join second_lock.held on held.about_id = given.subject and held.compartment = record_entry.compartment;
end;

-- Who is related to a person whose record is open: from both ends, and by a parent whom two children share, though the
-- other child's record says so. Says who and how, and no name.
-- What it returns grew: a function's columns are not replaced.
drop function if exists second_lock.ties(uuid[], text[], timestamptz);
create or replace function second_lock.ties(members uuid[], parts text[], known timestamptz)
returns table (about_id uuid, other_id uuid, kind text, parental_responsibility boolean, since date, entry_id uuid,
    safety boolean)
language sql stable security definer set search_path = public, pg_temp
begin atomic
    with opened as (
        select member from unnest(members) member where current_setting('goldenthread.actor', true) like 'chore:%'
            or exists (select from second_lock.held where held.about_id = member and held.compartment = any(parts) offset 0)
            or second_lock.around(member)
    ), tie as not materialized (
        select row.about_id, row.other_id, row.kind::text, row.parental_responsibility, row.since, row.entry_id,
            row.safety, row.compartment
        from facts_relationship row
        where case when known is null then row.known_until is null
            else row.known_from <= known and (row.known_until is null or row.known_until > known) end
    ), own as (
        select tie.* from opened join tie on tie.about_id = opened.member and tie.compartment = any(parts)
        union select tie.* from opened join tie on tie.other_id = opened.member
    ), parent as (
        select own.other_id as id from own join opened on opened.member = own.about_id
            where own.kind in ('mother', 'father', 'parent', 'step-parent')
        union select own.about_id from own join opened on opened.member = own.other_id where own.kind = 'child'
    ), found as (
        select * from own
        union select tie.* from parent join tie on tie.other_id = parent.id
            and tie.kind in ('mother', 'father', 'parent', 'step-parent')
        union select tie.* from parent join tie on tie.about_id = parent.id and tie.kind = 'child'
    )
    select found.about_id, found.other_id, found.kind, found.parental_responsibility, found.since, found.entry_id,
        found.safety
    from found order by found.since, found.entry_id;
end;

-- May this person be named to whoever asks, who may not open the record? Somebody who is nobody's work may; a child whom
-- others work with only beside a record that is open: related to that child, by a parent of both, or in the same
-- contact, visit or meeting. Somebody restricted never.
create or replace function second_lock.may_name(subject uuid) returns boolean
language sql stable security definer cost 5000 set search_path = public, pg_temp
begin atomic
    with its as (
        select kin.other_id as id from facts_relationship kin where kin.about_id = subject and kin.known_until is null
        union select kin.about_id from facts_relationship kin where kin.other_id = subject and kin.known_until is null
    ), family as (
        select id from its
        -- Each relative's own few: never all the relationships that there are.
        union select theirs.id from its cross join lateral (
            select kin.about_id as id from facts_relationship kin where kin.other_id = its.id and kin.known_until is null
            union all
            select kin.other_id from facts_relationship kin where kin.about_id = its.id and kin.known_until is null offset 0
        ) theirs
    )
    select current_setting('goldenthread.actor', true) like 'chore:%'
        or second_lock.holds(subject)
        or not second_lock.hidden(subject, second_lock.worker())
        and (not exists (select from record_episode work where work.about_id = subject and work.known_until is null
                and not work.pathway in (select pathway from second_lock.lifelong))
            or exists (
                select from family cross join lateral (
                    select from second_lock.held where held.about_id = family.id offset 0
                ) mine)
            or exists (
                select from (
                    select distinct ours.about_id from record_entry theirs
                    join record_entry ours on ours.occasion_id = theirs.occasion_id where theirs.about_id = subject
                ) beside cross join lateral (
                    select from second_lock.held where held.about_id = beside.about_id offset 0
                ) mine));
end;

-- Which lists showed a child whose record is open: who was shown it, when and where, and never what they had asked.
create or replace function second_lock.listed(members uuid[], known timestamptz, first int, most int)
returns table (id bigint, worker_id bigint, post_id bigint, at timestamptz, page text, of_all bigint)
language sql stable security definer set search_path = public, pg_temp
begin atomic
    select listed.id, listed.worker_id, listed.post_id, listed.at, listed.page, count(*) over ()
    from record_listed listed
    where listed.shown && members and (known is null or listed.at <= known)
        and (select bool_or(second_lock.opens(member)) from unnest(members) member)
    order by listed.at desc, listed.id desc offset first limit most;
end;

-- Whose record somebody opened without a recorded need, to whoever reviews it: they hear the name, and open nothing.
create or replace function second_lock.opened_name(subject uuid) returns jsonb
language sql stable security definer cost 5000 set search_path = public, pg_temp
return (
    select to_jsonb(person) || jsonb_build_object('number', (select number.value from facts_identifier number
        where number.about_id = subject and number.known_until is null and number.scheme = 'la_child_id' limit 1))
    from (select given, surname, known_as, born_on, born_estimated, expected_on, died_on from facts_person
        where about_id = subject and known_until is null) person
    where current_setting('goldenthread.actor', true) like 'chore:%' or exists (
        select from second_lock.held where held.about_id = subject and held.compartment = 'openings')
);

-- ---- What each role sees and writes ----

do $$
declare
    one record;
    -- Asked of each row that is found, and never of all that somebody holds, which may be a whole authority's.
    needed constant text := 'exists (select from second_lock.held where held.about_id = %1$I.about_id
        and held.compartment = %1$I.compartment offset 0)
        or (%1$I.compartment = second_lock.child_part() and second_lock.around(%1$I.about_id))';
begin
    for one in select policyname, tablename from pg_policies where schemaname = 'public' loop
        execute format('drop policy %I on %I', one.policyname, one.tablename);
    end loop;

    -- The engine may do to a table what its migration let the application do, and sees every row of it.
    for one in select tablename, may from pg_tables,
        unnest(array['select', 'insert', 'update', 'delete']) may
        where schemaname = 'public' and has_table_privilege('goldenthread_app', format('public.%I', tablename), may)
    loop
        execute format('grant %s on %I to goldenthread_engine', one.may, one.tablename);
    end loop;
    for one in select sequencename from pg_sequences
        where schemaname = 'public' and has_sequence_privilege('goldenthread_app', format('public.%I', sequencename), 'usage')
    loop
        execute format('grant usage, select on sequence %I to goldenthread_engine', one.sequencename);
    end loop;

    -- Whatever is worked out about a record, and the entries themselves: one part of one record.
    for one in select about.table_name as tablename from information_schema.columns about
        join information_schema.columns part on part.table_schema = 'public' and part.table_name = about.table_name
            and part.column_name = 'compartment'
        join pg_tables on pg_tables.schemaname = 'public' and pg_tables.tablename = about.table_name
        where about.table_schema = 'public' and about.column_name = 'about_id'
    loop
        execute format('alter table %I enable row level security', one.tablename);
        execute format('revoke insert, update, delete on %I from goldenthread_app', one.tablename);
        execute format('create policy works_out on %I to goldenthread_engine using (true) with check (true)', one.tablename);
        if one.tablename = 'record_grant' then
            execute 'create policy own_grants on record_grant for select to goldenthread_app using (
                (worker_id = (select second_lock.worker()) or team_id = any((select second_lock.teams())::bigint[])
                    or worker_id = any((select second_lock.covers())::bigint[])
                        and second_lock.passes_on(about_id, compartment, until))
                and (until is null or until > now()) and (not managing or (select second_lock.manages()))
                and not about_id = any((select second_lock.barred())::uuid[]))';
        elsif one.tablename = 'record_entry' then
            execute format('create policy needs_to_know on %1$I for select to goldenthread_app using (' || needed
                || ' or id in (select second_lock.given_to_mine()))', one.tablename);
        else
            execute format('create policy needs_to_know on %1$I for select to goldenthread_app using (' || needed || ')',
                one.tablename);
        end if;
    end loop;

    -- What hangs on an entry is seen by whoever sees the entry.
    for one in select * from (values
        ('record_occasion', 'exists (select from record_entry its where its.occasion_id = record_occasion.id)'),
        ('record_paper', 'exists (select from record_entry its where its.id = record_paper.entry_id)'),
        ('facts_alike', 'exists (select from record_entry its where its.id = facts_alike.entry_id)')
    ) hangs(tablename, seen) loop
        execute format('alter table %I enable row level security', one.tablename);
        execute format('revoke insert, update, delete on %I from goldenthread_app', one.tablename);
        execute format('create policy works_out on %I to goldenthread_engine using (true) with check (true)', one.tablename);
        execute format('create policy its_entry on %I for select to goldenthread_app using (%s)', one.tablename, one.seen);
    end loop;

    -- A document is written down right after its entry, by whoever wrote that.
    grant insert on record_paper to goldenthread_app;
    create policy its_own_entry on record_paper for insert to goldenthread_app
        with check (exists (select from record_entry its where its.id = record_paper.entry_id));

    -- Somebody's own looks are written in their own name.
    alter table record_look enable row level security;
    create policy works_out on record_look to goldenthread_engine using (true) with check (true);
    create policy own_name on record_look for insert to goldenthread_app
        with check (worker_id = (select second_lock.worker()));
    create policy needs_to_know on record_look for select to goldenthread_app using (
        worker_id = (select second_lock.worker())
        or exists (select from second_lock.held where held.about_id = record_look.about_id
            and held.compartment = second_lock.child_part() offset 0)
        or second_lock.around(about_id));

    -- So are the lists that somebody was shown. Which of them showed one child is told by second_lock.listed.
    alter table record_listed enable row level security;
    create policy works_out on record_listed to goldenthread_engine using (true) with check (true);
    create policy own_name on record_listed for insert to goldenthread_app
        with check (worker_id = (select second_lock.worker()));
    create policy own_lists on record_listed for select to goldenthread_app
        using (worker_id = (select second_lock.worker()));

    -- Who acts for whom is set by whoever is away, or by their manager, in their own name.
    alter table record_cover enable row level security;
    create policy works_out on record_cover to goldenthread_engine using (true) with check (true);
    create policy everybody_knows on record_cover for select to goldenthread_app using (true);
    create policy ones_own on record_cover for insert to goldenthread_app with check (
        set_by_id = (select second_lock.worker()) and (away_id = (select second_lock.worker())
            or (select second_lock.manages()) and exists (select from record_post post
                where post.id = record_cover.post_id and post.team_id = any((select second_lock.teams())::bigint[]))));
    create policy ended on record_cover for update to goldenthread_app using (
        away_id = (select second_lock.worker()) or worker_id = (select second_lock.worker())
        or (select second_lock.manages()) and exists (select from record_post post
            where post.id = record_cover.post_id and post.team_id = any((select second_lock.teams())::bigint[])))
        with check (ended_by_id = (select second_lock.worker()));

    -- A draft is under the same grants as the entry that it will become.
    alter table record_draft enable row level security;
    create policy works_out on record_draft to goldenthread_engine using (true) with check (true);
    create policy needs_to_know on record_draft to goldenthread_app using (
        (exists (select from second_lock.step opening, record_team team where opening.key = record_draft.step
                and opening.opens_record and team.duty and team.id = any((select second_lock.teams())::bigint[]))
            and not exists (select from record_draft_about its where its.draft_id = record_draft.id
                and second_lock.shut(its.subject_id, (select second_lock.worker()))))
        or (begun_by_id = (select second_lock.worker())
            and not exists (select from record_draft_about its where its.draft_id = record_draft.id))
        or (exists (select from record_draft_about its where its.draft_id = record_draft.id)
            and not exists (select from record_draft_about its where its.draft_id = record_draft.id
                and not second_lock.may_write(its.subject_id, record_draft.compartment, record_draft.step))));
    -- Nobody begins a form about somebody of whom they may not write: it would stand in the way of those who may.
    alter table record_draft_about enable row level security;
    create policy works_out on record_draft_about to goldenthread_engine using (true) with check (true);
    create policy needs_to_know on record_draft_about to goldenthread_app using (true)
        with check (second_lock.may_begin(draft_id, subject_id));
    alter table record_draftanswer enable row level security;
    create policy works_out on record_draftanswer to goldenthread_engine using (true) with check (true);
    create policy its_draft on record_draftanswer to goldenthread_app
        using (exists (select from record_draft its where its.id = record_draftanswer.draft_id));

    -- What a partner writes to us is their post's alone, and stays as they sent it.
    alter table record_partnerreferral enable row level security;
    create policy works_out on record_partnerreferral to goldenthread_engine using (true) with check (true);
    create policy own_post on record_partnerreferral for select to goldenthread_app
        using (post_id::text = (select current_setting('goldenthread.actor', true)));
    create policy begun on record_partnerreferral for insert to goldenthread_app with check (
        post_id::text = (select current_setting('goldenthread.actor', true))
        and worker_id = (select second_lock.worker()) and sent_at is null);
    create policy written on record_partnerreferral for update to goldenthread_app
        using (post_id::text = (select current_setting('goldenthread.actor', true)) and sent_at is null)
        with check (post_id::text = (select current_setting('goldenthread.actor', true)));
    create policy thrown_away on record_partnerreferral for delete to goldenthread_app
        using (post_id::text = (select current_setting('goldenthread.actor', true)) and sent_at is null);

    alter table record_partnerpaper enable row level security;
    create policy works_out on record_partnerpaper to goldenthread_engine using (true) with check (true);
    create policy its_referral on record_partnerpaper for select to goldenthread_app
        using (exists (select from record_partnerreferral its where its.id = record_partnerpaper.referral_id));
    create policy written on record_partnerpaper to goldenthread_app
        using (exists (select from record_partnerreferral its
            where its.id = record_partnerpaper.referral_id and its.sent_at is null));

    -- A signal says what was written on a record.
    alter table oversight_raisedsignal enable row level security;
    create policy works_out on oversight_raisedsignal to goldenthread_engine using (true) with check (true);
    create policy needs_to_know on oversight_raisedsignal to goldenthread_app using (
        exists (select from second_lock.held where held.about_id = oversight_raisedsignal.about_id
            and held.compartment = second_lock.child_part() offset 0)
        or second_lock.around(about_id));

    -- Unusual looking is told to those who manage whoever looked, and never to these; looks from outside, to the team.
    alter table oversight_pickedlook enable row level security;
    revoke insert, update, delete on oversight_pickedlook from goldenthread_app;
    create policy works_out on oversight_pickedlook to goldenthread_engine using (true) with check (true);
    create policy told_to on oversight_pickedlook for select to goldenthread_app using (
        team_id = any((select second_lock.teams())::bigint[]) and worker_id <> (select second_lock.worker())
        and (kind = 'outside' or (select second_lock.manages())));
    alter table oversight_lookedinto enable row level security;
    create policy works_out on oversight_lookedinto to goldenthread_engine using (true) with check (true);
    create policy told_to on oversight_lookedinto for select to goldenthread_app using (
        exists (select from oversight_pickedlook its where its.id = oversight_lookedinto.picked_id));
    create policy own_name on oversight_lookedinto for insert to goldenthread_app with check (
        worker_id = (select second_lock.worker()) and (select second_lock.manages())
        and exists (select from oversight_pickedlook its where its.id = oversight_lookedinto.picked_id));

    -- Whoever counts sees numbers, dates and codes of everybody, and no name and no word.
    for one in select tablename from pg_tables where schemaname = 'public' and tablename in (
        'record_episode', 'record_clockrun', 'record_waiting', 'record_allocation', 'record_grant', 'record_restriction',
        'record_join', 'record_plan', 'facts_attendance', 'facts_contact', 'facts_enquiry', 'facts_referral', 'facts_assessment', 'facts_earlyhelp',
        'facts_section47', 'facts_conference', 'facts_cinplan', 'facts_protectionplan', 'facts_protectionreview',
        'facts_preproceedings', 'facts_contactaudit', 'facts_disability')
    loop
        execute format('grant select on %I to goldenthread_counts', one.tablename);
        execute format('create policy counts on %I for select to goldenthread_counts using (true)', one.tablename);
    end loop;
    -- Of what was typed as a name, nothing.
    create policy counts on facts_programme for select to goldenthread_counts using (true);
    create policy counts on facts_signposted for select to goldenthread_counts using (true);
    grant select (row, known_from, known_until, team_id, kind, ended_on, better) on facts_programme to goldenthread_counts;
    grant select (row, known_from, known_until, team_id, asked_on, came) on facts_signposted to goldenthread_counts;
    create policy counts on oversight_pickedlook for select to goldenthread_counts using (true);
    create policy counts on oversight_lookedinto for select to goldenthread_counts using (true);
    create policy counts on oversight_raisedsignal for select to goldenthread_counts using (true);
    grant select (id, about_id, signal, version, desk, team_id, entry_id, raised_at, acknowledged_at, acknowledged_by_id, ended_at,
        more_at)
        on oversight_raisedsignal to goldenthread_counts;
end $$;
grant select (id, team_id, worker_id, kind) on oversight_pickedlook to goldenthread_counts;
grant select (picked_id) on oversight_lookedinto to goldenthread_counts;
grant select on record_agency, record_team, record_worker, record_post, record_holding, record_subject, record_setting,
    record_closureday, oversight_snapshot to goldenthread_counts;
grant select on second_lock.step, second_lock.lifelong, second_lock.held to goldenthread_app, goldenthread_engine;
-- The standard's views ask in the name of whoever reads them; the engine works out what is sent in their form.
grant usage on schema ssd, ssd_history to goldenthread_engine;
grant select on all tables in schema ssd, ssd_history to goldenthread_engine;
revoke execute on all functions in schema second_lock from public;
grant execute on all functions in schema second_lock to goldenthread_app, goldenthread_engine, goldenthread_counts;
