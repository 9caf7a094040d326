from goldenthread.blocks.forms import Line, RecordForm


class Allocated(RecordForm):
    worker_id = Line("Worker", chooses="worker")
    reason = Line("Why the worker changes", required=False)


class SecondWorker(RecordForm):
    worker_id = Line("Second worker", chooses="worker")
    reason = Line("What for", required=False)


class Ended(RecordForm):
    worker_id = Line("Whose allocation ends", required=False, chooses="worker")
    reason = Line("Why", required=False)
