"""What a file can say, so that it reads in words. Nobody fills these in."""

from goldenthread.blocks.forms import BIRTH, LIVED, Choice, Day, Line, Many, RecordForm, YesNo
from goldenthread.standards import codes

CATEGORIES = codes.of("cin.latest_category_of_abuse")


class Person(RecordForm):
    la_child_id = Line("The authority's own number")
    upn = Line("Unique pupil number", returns="CIN N00001")
    former_upn = Line("Former unique pupil number")
    upn_unknown = Choice("Why there is no unique pupil number", codes.of("cin.upn_unknown"))
    born_on = Day("Date of birth", of=BIRTH)
    expected_on = Day("Expected date of birth")
    died_on = Day("Date of death", of=LIVED)
    sex = Choice("Sex", codes.of("cin.sex"))
    sex_said = Choice("Sex, in the codes of the file", codes.of("cin.sex"))
    ethnicity = Choice("Ethnicity", codes.of("cin.ethnicity"))
    disability = Many("Disability", codes.of("cin.disability"))


class Referral(RecordForm):
    source_code = Choice("Who referred", codes.of("cin.referral_source"))
    primary_need = Choice("Primary need", codes.of("cin.primary_need_code"))
    nfa = YesNo("No further action")


class Closure(RecordForm):
    outcome = Choice("Reason for closure", codes.of("cin.reason_for_closure"))


class Assessment(RecordForm):
    nth = Line("Which assessment of the referral")
    factors = Many("Factors found", codes.of("cin.assessment_factors"))


class Section47(RecordForm):
    conference_target = Day("Target date of the initial conference")
    conference_not_required = YesNo("Conference not required")


class Conference(RecordForm):
    stands_on = Choice("Where the file says it", {"referral": "On the referral", "section47": "On the enquiry"})
    section47 = Line("The enquiry that led to it")


class Absence(RecordForm):
    of = Line("What is no longer there")
    on = Day("Of which day")


class ProtectionPlan(RecordForm):
    initial_category = Choice("First category of abuse", CATEGORIES)
    latest_category = Choice("Latest category of abuse", CATEGORIES)
    previous_plans = Line("Child protection plans before this one")


class PreProceedings(RecordForm):
    started_on = Day("Decision to begin pre-proceedings")
    letter_on = Day("Letter before proceedings sent")
    fgdm_offered = YesNo("Family group decision making offered")
    fgdm_held = YesNo("Family group decision making held")
    first_meeting_on = Day("First meeting")
    review_meetings = Line("Review meetings")
    step_decision_on = Day("Decision to step up or down")
    outcome = Choice("Outcome", codes.of("cin.pp_outcome"))
    court_application_on = Day("Application to court")
    care_letter_on = Day("Letter that begins care proceedings")
