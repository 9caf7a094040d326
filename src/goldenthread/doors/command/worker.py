"""Work on jobs until told to stop."""

import argparse

# Longer than a job should take; what is not done by then is taken up again by the next worker.
SECONDS_TO_FINISH = 10.0
# Then the worker ends, and the launcher starts another.
SECONDS_WITHOUT_DATABASE = 5.0


def add(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(arguments: argparse.Namespace) -> None:
    """Work on jobs as they are promised. A signal lets the jobs at hand finish first."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.utils import connector_params
    from procrastinate.psycopg_connector import PsycopgConnector

    connector = PsycopgConnector(kwargs=connector_params(), timeout=SECONDS_WITHOUT_DATABASE)
    with app.replace_connector(connector):
        app.run_worker(concurrency=2, shutdown_graceful_timeout=SECONDS_TO_FINISH)
