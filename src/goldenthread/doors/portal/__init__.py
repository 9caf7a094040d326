"""The partners' door: a professional sends us a referral, and sees what came of it. One thing a page."""
