"""Assessments that ended: with a plan, with early help, and with nothing further."""

from goldenthread.doors.demonstration.families import Adult
from goldenthread.doors.demonstration.stories.telling import (
    Child,
    Story,
    allocated,
    analysis,
    authorised,
    contact,
    decided,
    midpoint,
    own_analysis,
    referrer_told,
    seen,
    visit,
)

ENDED = (
    Story(
        "freddie", "Quarmby", "50 Goit Side, Northbridge", "ZZ4 1BQ",
        (Adult("Becky", "Quarmby", "mother", True), Adult("Shaun", "Varley", "father", True)),
        (Child("Freddie", 1, "M"),),
        (
            contact(72, "neglect", "Freddie has lost weight between two clinics and Becky's telephone is off.",
                    {"Freddie": {"this_child": "Alert, thin, watches faces."}}, source="3B"),
            decided(71, "referral", "A baby who is losing weight cannot wait for a third clinic.", "An assessment begins.",
                    need="N1"),
            referrer_told(71, "Health visitor told."),
            allocated(70, "tom.ashdown", "Weigh him with the health visitor this week. Is there milk in the house?",
                      priority="10"),
            visit(69, "tom.ashdown", "To see Freddie fed", "At home",
                  {"Freddie": seen("", "Took the whole bottle in four minutes and looked for another.", alone="too_young")}),
            midpoint(64, "will.thackray", "Seen with the health visitor. The feed was being made too thin.", "Money first."),
            analysis(61, "tom.ashdown", {
                "history": "First child. Becky was in care herself and left at eighteen with a kettle.",
                "parents": "Becky made each tin last two weeks. Nobody had told her what she was owed.",
                "fathers": "Shaun sees him on Saturdays and did not know. He now buys the milk.",
                "partners_say": "Health visitor: on the line of his chart again since Tuesday.",
                "parents_view": "“I thought you'd take him. You brought a steriliser.”",
            }, {"Freddie": own_analysis(
                "Freddie wakes hungry, and now somebody has what he needs.", "He is adored.",
                "Money will run out again in a month.", "A worker who stays until the benefit comes.", ["16A"],
                "child_in_need")}),
            authorised(60, "will.thackray", "child_in_need", "It changed because somebody stayed. A plan keeps it so.",
                       "A plan for three months, written with Becky."),
        ),
    ),
    Story(
        "aleks", "Nowak", "83 Union Street, Northbridge", "ZZ6 6FR",
        (Adult("Agnieszka", "Nowak", "mother", True), Adult("Piotr", "Nowak", "father", True)),
        (Child("Aleks", 12, "M", ethnicity="WOTH"), Child("Zosia", 10, "F", ethnicity="WOTH")),
        (
            contact(95, "physical_abuse", "Aleks said that his father hit him with a belt “like in the old days”.",
                    {"Aleks": {"this_child": "No mark seen. Told it as a joke and then did not laugh."},
                     "Zosia": {"this_child": "Says Tata only shouts at Aleks."}}),
            decided(94, "referral", "Said plainly. It must be understood before anybody calls it culture or nothing.",
                    "An assessment begins.", need="N1"),
            referrer_told(94, "School told."),
            allocated(93, "bethan.rees", "Each child alone. What happened once, and what happens always?"),
            visit(90, "bethan.rees", "To hear Aleks and Zosia, each alone", "School",
                  {"Aleks": seen("It was one time, when I went on the railway. He cried after.", "Looked me in the eye."),
                   "Zosia": seen("Tata makes pierogi when he is sorry.", "Drew all four of them the same size.")}),
            midpoint(84, "ada.brandt", "Both seen. Piotr came on his own, unasked.", "Write it; it need not take 45 days."),
            analysis(78, "bethan.rees", {
                "history": "None. Four years here, two schools, no worry.",
                "parents": "Piotr was beaten as a boy and swore he would not. He has booked the fathers' course himself.",
                "fathers": "Spoken to twice, at length, in Polish.",
                "partners_say": "School: two settled children. Police: no further action.",
                "parents_view": "Agnieszka: “We were ashamed. Thank you for asking how, not only what.”",
            }, {
                "Aleks": own_analysis(
                    "School, the railway bridge, football, supper at seven. His father walks him home now.",
                    "He told somebody, and it helped.", "The railway.", "That his father keeps to what he promised.",
                    ["18C"], "early_help"),
                "Zosia": own_analysis(
                    "Choir on Tuesday, pierogi on Sunday.", "Sure of all of them.", "She heard it.",
                    "To know that it was said and stopped.", ["21"], "no_further_action"),
            }),
            authorised(76, "ada.brandt", "early_help", "One time, owned and acted on. Help for the father is what is left.",
                       "The fathers' course, and a call from early help in a month.",
                       passed_to="Fathers' course, early help", team_of="eve.sorensen"),
        ),
    ),
    Story(
        "poppy", "Gaskell", "27 Alder Grove, Northbridge", "ZZ7 7EL",
        (Adult("Naomi", "Gaskell", "mother", True),),
        (Child("Poppy", 16, "F", number="NB000013"),),
        (
            contact(58, "child_mental_health", "Poppy's college found a letter in her locker that reads like a goodbye.",
                    {"Poppy": {"this_child": "Furious that it was read. It is a song, she says. It is also true."}}),
            decided(57, "referral", "She was known at nine for the same sadness. Somebody must sit down with her.",
                    "An assessment begins, with her, not about her.", need="N4"),
            referrer_told(57, "College told."),
            allocated(55, "chidi.eze", "Ask her to play it. Who reads her songs?"),
            visit(53, "chidi.eze", "To meet Poppy where she chose", "The music room",
                  {"Poppy": seen("Everyone wants me safe. Nobody wants me loud.", "Played for twenty minutes.")}),
            midpoint(46, "will.thackray", "Seen three times, at her asking.", "Close it well: who stays?"),
            analysis(40, "chidi.eze", {
                "history": "Known at nine after her brother's death. Six sessions, then a letter.",
                "parents": "Naomi could not speak of him either. They now do, on Sundays, at his bench.",
                "fathers": "Her father lives in Canada. Poppy did not want him rung; he was told with her words, by her.",
                "partners_say": "College counsellor sees her weekly. GP: safe, sad, and clear.",
                "parents_view": "“She is louder. It is wonderful.”",
            }, {"Poppy": own_analysis(
                "College, songs, a band of four. Nights are long; she rings her friend Ash.",
                "Her voice, Ash, the counsellor, a mother who talks again.", "Anniversaries.",
                "To be asked on that day, by somebody who knows which day.", ["4A"], "no_further_action")}),
            authorised(38, "will.thackray", "no_further_action", "She has who she needs. The counsellor will ask on the day.",
                       "Nothing further from us; the door is open."),
        ),
    ),
)  # fmt: skip
