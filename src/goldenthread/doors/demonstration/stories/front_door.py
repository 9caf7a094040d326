"""Worries at the front door: just in, asked about, waiting for a decision, late, and turned into early help."""

from goldenthread.doors.demonstration.families import Adult
from goldenthread.doors.demonstration.stories.telling import (
    Child,
    Story,
    Told,
    answered,
    asked,
    contact,
    decided,
    referrer_told,
)

FRONT_DOOR = (
    Story(
        "harper", "Doyle", "Flat 4, Jubilee Court, Northbridge", "ZZ3 4GN",
        (Adult("Siobhan", "Doyle", "mother", True),),
        (Child("Harper", 2, "F"),),
        (
            contact(
                0, "physical_abuse",
                "A bruise the shape of fingers on Harper's upper arm, seen when her coat came off at nursery at eight this "
                "morning. Siobhan said the cot did it. Harper did not run to her at pick-up as she always does.",
                {"Harper": {"this_child": "Quiet all week, sleeping at nursery where she never did. Clean and fed.",
                            "childs_words": "“Owie. Man cross.”"}},
                source="2B", urgent="yes", consent="dispensed_risk", parents_know="no",
                consent_why="There is a new partner in the home and nobody knows him; asking first could put her at risk.",
                referrer="Jo Tandy", referrer_role="Manager, Acorns nursery", referrer_contact="01632 960 114",
            ),
        ),
        warning="An unknown man may be in the home. Do not visit alone until police have answered.",
    ),
    Story(
        "ellis", "Pogson", "31 Tenter Fields, Northbridge", "ZZ5 2BR",
        (Adult("Wayne", "Pogson", "father", True), Adult("Leanne", "Tordoff", "mother", True)),
        (Child("Ellis", 15, "M", number="NB000012"),),
        (
            contact(
                1, "missing",
                "Ellis has not been home since Sunday night. His father says he is with older lads in a flat by the "
                "station and comes back with money and new trainers that nobody bought him.",
                {"Ellis": {"this_child": "Stopped going to school three weeks ago. Two phones. Told his form tutor he is "
                                         "“earning now”."}},
                source="1A", consent="not_yet", by="callum.price", at="16:10",
                referrer="Wayne Pogson", referrer_role="Father",
            ),
            Told("front_door.directed", 1, "fran.whitlock", {
                "direction": "Police and probation today. Who holds the flat? Ring his mother: she may not know he is gone.",
                "enquiries": "yes",
            }),
            asked(1, "police", "Missing report for Ellis Pogson? What is known of the flat above the vape shop?",
                  name="police", rag="red", at="16:40"),
            asked(1, "school", "Attendance this year, and who are his friends?", name="school", at="16:45"),
            answered(0, "school", "Attendance fell from 91% to 22% in a month. He was a good footballer. His only "
                                  "friend says he is scared of “Dizzy”.", at="08:50"),
        ),
    ),
    Story(
        "samira", "Yaqub", "9 Lock Keepers Way, Northbridge", "ZZ1 7DS",
        (Adult("Rukhsana", "Yaqub", "mother", True),),
        (Child("Samira", 11, "F", ethnicity="APKN"), Child("Bilal", 8, "M", ethnicity="APKN")),
        (
            contact(
                3, "parental_mental_health",
                "Rukhsana has not left her bedroom for a week. Samira telephones the surgery herself to order the tablets "
                "and gets Bilal to school. The GP's receptionist noticed that it is always a child who rings.",
                {"Samira": {"this_child": "Carries the house key, the bank card and the list. Polite, tired, never late.",
                            "childs_words": "“I just do it. Mum's having her quiet time.”"},
                 "Bilal": {"this_child": "Thinks his mother has a cold. Has started to wet the bed."}},
                source="3A", at="10:10", referrer="Dr Menon's surgery", referrer_role="GP practice",
            ),
            Told("front_door.directed", 3, "fran.whitlock", {
                "direction": "Ask adult mental health what they know and the school what they see. Speak to Rukhsana "
                             "with an Urdu interpreter, not through Samira.", "enquiries": "yes",
            }),
            asked(3, "mental_health", "Is Rukhsana Yaqub known to you, and is anybody visiting?", name="health"),
            asked(3, "school", "How are Samira and Bilal? Does anybody know that Samira runs the house?", name="school"),
            answered(2, "health", "Discharged last year after two missed appointments. Nobody asked about children."),
            answered(1, "school", "Samira is in the top set and falls asleep after lunch. Bilal cries at drop-off. "
                                  "Nobody knew."),
        ),
    ),
    Story(
        "casey", "Lumb", "77 Viaduct Road, Northbridge", "ZZ4 4AL",
        (Adult("Tracey", "Lumb", "mother", True),),
        (Child("Casey", 10, "F"),),
        (
            contact(150, "domestic_abuse", "Shouting and a smashed window at 77 Viaduct Road; Casey was upstairs.",
                    {"Casey": {"this_child": "Seen at the door in pyjamas. Said she was fine."}}, source="6", at="09:05",
                    consent="not_yet"),
            decided(149, "no_further_action", "First report. Tracey says he has left.", "No further action.",
                    threshold="early_help"),
            referrer_told(149, "Police told that nothing further is planned.",
                          police="A first report, and the mother says that he has left. Send the next one."),
            contact(84, "domestic_abuse", "Neighbours rang again: a man's voice, things thrown. Tracey would not open.",
                    {"Casey": {"this_child": "Heard crying. Not seen by the officers."}}, source="6", at="10:15",
                    consent="refused"),
            decided(83, "advice", "Tracey refused consent. Advice line given.", "Advice given to the mother.",
                    threshold="early_help"),
            referrer_told(82, "Police told that advice was given.",
                          police="She refused consent, and nothing showed that it could be dispensed with."),
            contact(2, "domestic_abuse",
                    "Officers were called to 77 Viaduct Road at 01:40. Tracey had a cut lip and said she fell. Casey had "
                    "barricaded her door with the chest of drawers.",
                    {"Casey": {"this_child": "Cold hands, schoolbag packed by the bed “in case”. Asked the officer to "
                                             "stay until it was light.",
                               "childs_words": "“He said he'd stopped. They always say they've stopped.”"}},
                    source="6", at="08:35", consent="dispensed_risk", parents_know="no",
                    consent_why="He reads her telephone; asking her on it could put them both in danger."),
        ),
        warning="The mother's telephone is read by somebody else. Ring the school, not her.",
    ),
    Story(
        "tyler", "Naylor", "12 Chapel Row, Northbridge", "ZZ2 9EJ",
        (Adult("Gemma", "Naylor", "mother", True), Adult("Lee", "Hepworth", "father", True)),
        (Child("Tyler", 6, "M"), Child("Skye", 3, "F")),
        (
            contact(34, "parental_substance",
                    "Lee has been drinking since the warehouse shut. Gemma asked the health visitor for help with the "
                    "mornings; she is not frightened of him, she is worn out.",
                    {"Tyler": {"this_child": "Late most days. Happy in class. Draws his dad asleep on the settee."},
                     "Skye": {"this_child": "Talks in single words at three; misses nursery on Mondays."}},
                    source="3B", referrer="Nkechi Obi", referrer_role="Health visitor"),
            decided(33, "early_help", "The parents ask for help and agree with it. No child is being harmed now. It will "
                                      "not stay so if nobody comes.", "Early help will ring within a week.",
                    threshold="early_help", passed_to="Chapel Row family centre", team_of="eve.sorensen",
                    own={"Tyler": "Late, and content once he is there. It is the mornings that must change for him.",
                         "Skye": "Single words at three: speech and language must see her, whatever comes of the rest."}),
            referrer_told(33, "Health visitor told that early help will ring the parents."),
        ),
    ),
    Story(
        "jerome", "Dlamini", "5 Kiln Street, Northbridge", "ZZ6 1HQ",
        (Adult("Lindiwe", "Dlamini", "mother", True),),
        (Child("Jerome", 13, "M", ethnicity="BAFR"),),
        (
            contact(45, "child_mental_health",
                    "Jerome told the school nurse that he does not see the point of mornings. He gave his bicycle away.",
                    {"Jerome": {"this_child": "His grandfather died. Lindiwe works nights and had not been told.",
                                "childs_words": "“Grandad did the mornings.”"}},
                    source="3C", referrer="School nurse", referrer_role="School nursing"),
            decided(44, "early_help", "Loss, not harm. Lindiwe came in the same afternoon and wants help for him.",
                    "A worker will see Jerome at school.", threshold="early_help", passed_to="Bereavement group",
                    team_of="eve.sorensen"),
            referrer_told(43, "School nurse told, with Lindiwe's agreement."),
            Told("early_help.followed_up", 30, "eve.sorensen", {
                "how_it_goes": "taken_up",
                "notes": "Jerome came to the first group and stayed to wash up. He is teaching a younger boy to cycle.",
            }),
        ),
    ),
    Story(
        "ivy", "Womersley", "64 Beck Lane, Northbridge", "ZZ7 3FP",
        (Adult("Kirsten", "Womersley", "mother", True),),
        (Child("Ivy", 5, "F", described={
            "communication": "Signs (Makaton) and picture cards; understands far more than she can say",
            "disability": ["COMM", "LD"], "school": "Northbridge Meadows special school",
        }),),
        (
            contact(4, "disability",
                    "Ivy's short breaks stopped when the carer retired and nobody offered another. Kirsten has not slept "
                    "through a night since then and rang to say she is afraid of dropping her.",
                    {"Ivy": {"this_child": "Needs two people for the hoist; there is one. Loves water and the colour "
                                           "orange. Signs “more” and “Daddy gone”."}},
                    source="1A", referrer="Kirsten Womersley", referrer_role="Mother", at="13:15"),
            decided(3, "referral", "A disabled child is a child in need by law. This is a mother asking before she breaks.",
                    "An assessment will begin; ask for short breaks now, do not wait for it.", need="N2"),
            referrer_told(3, "Kirsten was rung back the same day."),
        ),
    ),
)  # fmt: skip
