"""Every letter to a family, from beside its pathway."""

from goldenthread.blocks.letters import letters_of

PATHWAYS = (
    "early_help", "assessment", "child_in_need", "section47", "child_protection", "pre_birth", "referral",
)  # fmt: skip
LETTERS = [letter for pathway in PATHWAYS for letter in letters_of(f"goldenthread.practice.{pathway}")]
