"""What the web server serves, once our own checks allow it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
application = get_wsgi_application()


def refuse_mistakes() -> None:
    """End the web server, whoever started it, where a check of ours finds a mistake.

    A database that is away is not asked: nobody is served before it is back, and whoever starts us asks it too.
    """
    from django.db import OperationalError, connections

    from goldenthread.config import checks

    try:
        connections["default"].ensure_connection()
        mistakes = checks.mistakes(databases=["default"])
    except OperationalError:
        mistakes = checks.mistakes()
    finally:
        # The processes that serve are made from this one, and must not share its connection.
        connections.close_all()
    if mistakes:
        raise SystemExit("\n".join(mistakes))


refuse_mistakes()
