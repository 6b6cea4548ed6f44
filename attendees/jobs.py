"""Long work of registrations: the papers that wait in the queue. Found by the worker (mailing/domain/jobs.py)."""

from attendees.papers.jobs import PaperJobs
from mailing.domain import jobs

jobs.register(PaperJobs())
